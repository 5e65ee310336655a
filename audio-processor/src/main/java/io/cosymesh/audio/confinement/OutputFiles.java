package io.cosymesh.audio.confinement;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a codec process works and what it leaves there.
 *
 * @param directory private directory it works in
 * @param output file that receives its standard output
 * @param log file that receives what it reports
 */
public record OutputFiles(Path directory, Path output, Path log) {

	/**
	 * Names the files next to the one that is read.
	 * @param input the file that is read
	 * @return the files, not created
	 */
	public static OutputFiles nextTo(Path input) {
		Path directory = Objects.requireNonNull(input.toAbsolutePath().getParent(), "a file is in a directory");
		return new OutputFiles(directory, directory.resolve("decoded"), directory.resolve("log"));
	}

}
