package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param date when
 * @param espeak version of espeak-ng
 * @param processor model of the processor
 * @param processors how many
 * @param java version of Java
 */
record Machine(String date, String espeak, String processor, int processors, String java) {

	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

	static Machine here(String date, String espeak) throws IOException {
		try (Stream<String> lines = Files.lines(PROCESSORS)) {
			String model = lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
			return new Machine(date, espeak, model, Runtime.getRuntime().availableProcessors(),
					System.getProperty("java.runtime.version"));
		}
	}

}
