// Preloaded into every child process. It ends the child when its parent has ended, even by a kill. The channel itself
// does not keep the child alive.
process.on('disconnect', () => process.exit());
process.channel?.unref();
