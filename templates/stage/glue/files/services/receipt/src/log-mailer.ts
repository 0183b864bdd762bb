import type { Mailer } from '@app/core';

/** Writes one line to the log for each mail. Put your mail service in its place: the port is `Mailer` in `@app/core`. */
export function logMailer(): Mailer {
  return {
    async send({ to, subject }) {
      console.log(`mail to ${to}: ${subject}`);
    },
  };
}
