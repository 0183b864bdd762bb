import fc from 'fast-check';

/**
 * fast-check with one seed for everybody: what is red on one machine is red on all. `LAWS_SEED=7 npm test` looks elsewhere; what that
 * finds becomes an example of its own.
 */
fc.configureGlobal({ seed: Number(process.env.LAWS_SEED ?? 20_261_124) });

export { fc };
