// What tests do to the server by hand.
export { connectionOf, endConnection, failAtCommit, somebodyWaits } from '@app/{{answers.host}}/server';
