/** True in `npm run test:all`: every repo that can be made is checked in full, and nothing is taken for green from before. */
export const everything = process.env.EVERYTHING === '1';
