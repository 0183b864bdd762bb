import type { Effects } from '@app/core';
import { isConditionFailed, store, type Table, toItem } from '@app/dynamodb';
import { documentKey } from './document-key.ts';

/**
 * The key and the change in one write, without a transaction: the document's own item remembers the keys that changed
 * it. A key is therefore known per document; events give the same key and the same document every time. An item holds
 * 400 KB, so a document that thousands of events change needs keys that expire.
 */
export function effectsOn(table: Table): Effects {
  return {
    async once(key, change) {
      try {
        await store(() =>
          table.write({
            Update: {
              Key: documentKey(change.collection, change.id),
              UpdateExpression: 'SET #document = :document ADD #effects :keys',
              ConditionExpression: 'NOT contains(#effects, :key)',
              ExpressionAttributeNames: { '#document': 'document', '#effects': 'effects' },
              ExpressionAttributeValues: {
                ':document': { M: toItem(change.document) },
                ':keys': { SS: [key] },
                ':key': { S: key },
              },
            },
          }),
        );
        return 'applied';
      } catch (error) {
        if (isConditionFailed(error)) return 'duplicate';
        throw error;
      }
    },
  };
}
