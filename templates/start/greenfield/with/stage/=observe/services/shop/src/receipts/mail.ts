/**
 * Sends an e-mail, as one line in the log. From stage glue on a function does it, and this file goes:
 * the place for your mail service is `services/receipt/src/log-mailer.ts`, which comes with that stage.
 */
export async function sendMail(mail: {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}): Promise<void> {
  console.log(`mail to ${mail.to}: ${mail.subject}`);
}
