import type { Chat } from '@app/core';

/** Writes one line to the log for each message. Put your chat's webhook in its place: the port is `Chat` in `@app/core`. */
export function logChat(): Chat {
  return {
    async say({ text }) {
      console.log(`chat: ${text}`);
    },
  };
}
