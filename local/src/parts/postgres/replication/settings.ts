/**
 * Settings of every server that can be primary or standby. A switch changes the roles, so both have the same.
 *
 * `wal_keep_size` and not a replication slot keeps the log for a standby that is behind: a slot would have to be made
 * after each promotion and dropped after each kill, and a forgotten one fills the disk.
 */
export const replicationSettings: readonly string[] = [
  'wal_keep_size=1GB',
  'wal_retrieve_retry_interval=200ms',
  'wal_receiver_timeout=2s',
  // A primary that stops waits for its standbys, and behind a silent cut it would wait for a minute.
  'wal_sender_timeout=5s',
];
