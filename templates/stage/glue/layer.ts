import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'stage',
  id: 'glue',
  title: 'Glue',
  why: 'Side effects leave the request first: nobody waits for them.',
  label: 'adds an outbox and one function; start with glue',
  hint: 'Costs one table, one stream, two functions. Buys the first job that can fail without a user noticing.',
  standIns: [
    {
      here: 'the mailer and the chat',
      standsFor: 'a mail provider and a chat',
      otherwise: ['They write a line to the log.', 'Sending happens at least once: the tests show the second mail.'],
    },
    {
      here: '`npm run ops` and `npm run redrive`',
      standsFor: 'what a person does in an account',
      otherwise: [
        'They work on the local parts; what the runbooks say of the cloud was not tried in an account as of this version.',
        'A drain here moves one record and waits for no other; in the cloud every record that fails meanwhile goes too.',
        'Two redrives at the same moment may publish a record twice, which the key of the consumer absorbs.',
        'A failed run of a schedule leaves nothing in the local failure destination.',
        '`roll-back` lays out the older commit; it does not deploy it.',
      ],
    },
  ],
  was: {
    'services/relay/src/figures.ts': 'stage/glue/services/relay/src/oldest-wait.ts',
    'packages/glue/src/gate/controls.ts': 'stage/glue/packages/glue/src/gate/lost-by-cursor.ts',
    'packages/glue/test/gate/controls.test.ts': 'stage/glue/packages/glue/test/gate/order-without-lanes.test.ts',
  },
  values: {
    fourth: 'services/relay/src/create-relay.ts',
    fourthSays: 'how an event gets from the outbox to the stream, under a lease',
    fifth: 'services/receipt/src/create-receipt.ts',
    fifthSays: 'the first job that left the request',
  },
});
