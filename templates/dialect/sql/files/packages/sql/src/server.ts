// What tests do to the server by hand.
export { connectionOf, endConnection, failAtCommit } from '@app/{{answers.host}}/server';
