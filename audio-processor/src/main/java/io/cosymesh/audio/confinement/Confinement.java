package io.cosymesh.audio.confinement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * What a codec process may use up, enforced by the kernel.
 *
 * @param wallClock how long it may live
 * @param processor how much processor time it may take
 * @param memory how much address space it may map
 * @param file how large a file it may write
 */
public record Confinement(Duration wallClock, Duration processor, DataSize memory, DataSize file) {

	private static final int OPEN_FILES = 32;

	List<String> commandLine(String timeout, String prlimit) {
		List<String> command = new ArrayList<>();
		command.addAll(List.of(timeout, "--kill-after=1", Long.toString(Math.max(1, this.wallClock.toSeconds()))));
		command.addAll(List.of(prlimit, "--core=0", "--nofile=" + OPEN_FILES, "--as=" + this.memory.toBytes(),
				"--cpu=" + Math.max(1, this.processor.toSeconds()), "--fsize=" + this.file.toBytes()));
		return command;
	}

}
