package io.cosymesh.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.PrivateFile;
import io.cosymesh.cli.state.StateDirectory;

/**
 * Keeps two commands from starting or stopping the same stack at once.
 */
public final class StackLock implements AutoCloseable {

	private final FileChannel channel;

	private StackLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Waits for the commands that change the stack, and keeps others waiting.
	 * @param state the state directory of the stack
	 * @param console where to say that it waits
	 * @return the lock, to be closed
	 */
	public static StackLock take(StateDirectory state, Console console) {
		state.prepare();
		PrivateFile.touch(state.lock());
		try {
			FileChannel channel = FileChannel.open(state.lock(), StandardOpenOption.WRITE);
			FileLock lock = channel.tryLock();
			if (lock == null) {
				console.say("Waiting for another ./cosymesh command to finish ...");
				channel.lock();
			}
			return new StackLock(channel);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
