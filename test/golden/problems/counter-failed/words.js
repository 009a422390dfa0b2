process.stdin.on('data', () => console.log('five'));
