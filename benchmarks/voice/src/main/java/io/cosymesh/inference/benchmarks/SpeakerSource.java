package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one real speaker can be heard.
 *
 * @param name what the speaker is called in the report
 * @param language BCP 47 tag of what they speak
 * @param role whether their voice is taken after, or only somebody they could be taken
 * for
 * @param folder folder of the recordings
 * @param pattern regular expression of their file names
 */
record SpeakerSource(String name, String language, Role role, Path folder, String pattern) {

	static SpeakerSource parse(String line) {
		String[] fields = line.split("\t", -1);
		if (fields.length != 5) {
			throw new IllegalArgumentException("Five fields, separated by tabs: " + line);
		}
		return new SpeakerSource(fields[0], fields[1], Role.valueOf(fields[2]), Path.of(fields[3]), fields[4]);
	}

	List<Path> files() {
		if (!Files.isDirectory(this.folder)) {
			throw new IllegalStateException("%s is missing: %s".formatted(this.name, this.folder));
		}
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.getFileName().toString().matches(this.pattern)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What a speaker is there for.
	 */
	enum Role {

		/** The engine takes after them and has words recognised in their voice. */
		WORDS,

		/** The engine takes after them. */
		VOICE,

		/** They are one more whom a voice could be taken for. */
		DISTRACTOR

	}

}
