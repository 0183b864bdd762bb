// Preloaded into every child: it ends when its parent is gone, even if that was killed. The channel alone keeps nothing alive.
process.on('disconnect', () => process.exit());
process.channel?.unref();
