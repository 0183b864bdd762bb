/** Sends an e-mail: here it is one line in the log. Put the call to your mail service in its place. */
export async function sendMail(mail: {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}): Promise<void> {
  console.log(`mail to ${mail.to}: ${mail.subject}`);
}
