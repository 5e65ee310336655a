package io.cosymesh.identity.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fuzzes with Jazzer, which takes one fuzz test per JVM: every campaign is a process of
 * its own, on the class path of the caller. It tries the seeds first, then what it makes
 * of them. Surefire runs the same tests over their seeds alone.
 *
 * @param fuzzTest the class of the fuzz test
 * @param duration how long to go on after the seeds
 */
public record FuzzCampaign(Class<?> fuzzTest, Duration duration) {

	/** The system property that says for how many seconds to fuzz; 0 is not at all. */
	public static final String SECONDS = "fuzz.seconds";

	private static final Duration START_UP = Duration.ofMinutes(5);

	/**
	 * Returns a campaign of the duration that the build asks for, three seconds unless it
	 * does.
	 * @param fuzzTest the class of the fuzz test
	 */
	public static FuzzCampaign of(Class<?> fuzzTest) {
		return new FuzzCampaign(fuzzTest, Duration.ofSeconds(Long.getLong(SECONDS, 3)));
	}

	/**
	 * Runs the campaign.
	 * @param directory where to leave the log, the corpus and whatever breaks the test
	 * @return what came of it
	 * @throws IOException when the process can't be started
	 * @throws InterruptedException when interrupted; the process is ended
	 */
	public Outcome run(Path directory) throws IOException, InterruptedException {
		Path log = Files.createDirectories(directory).resolve(this.fuzzTest.getSimpleName() + ".log");
		Process process = new ProcessBuilder(command()).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			boolean ended = process.waitFor(this.duration.plus(START_UP).toSeconds(), TimeUnit.SECONDS);
			return new Outcome(ended && process.exitValue() == 0, Files.readString(log, StandardCharsets.ISO_8859_1));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private List<String> command() {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
				"-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", "-cp", classPath, "com.code_intelligence.jazzer.Jazzer",
				"--instrumentation_includes=io.cosymesh.**:io.spiffe.**", "--target_class=" + this.fuzzTest.getName(),
				"-max_total_time=" + this.duration.toSeconds());
	}

	/**
	 * What came of a campaign.
	 *
	 * @param clean whether nothing was found
	 * @param log what Jazzer wrote
	 */
	public record Outcome(boolean clean, String log) {

		/**
		 * Returns the end of the log: the finding, and the file that holds its input.
		 */
		@Override
		public String toString() {
			return this.log.substring(Math.max(0, this.log.length() - 4000));
		}

	}

}
