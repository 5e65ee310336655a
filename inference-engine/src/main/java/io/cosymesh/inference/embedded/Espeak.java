package io.cosymesh.inference.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line of espeak-ng: text by standard input so that it can't be taken for an
 * option, sound by standard output, resources bounded by {@code prlimit}.
 *
 * @param installation the installed program
 * @param voices private voice data
 * @param properties bounds
 */
record Espeak(EspeakInstallation installation, PrivateVoices voices, EmbeddedProperties properties) {

	/** Sound libraries it links reserve 64 MiB in a memory file, wanted or not. */
	private static final long LARGEST_FILE = 64L << 20;

	/** espeak-ng's own words per minute. */
	private static final int NORMAL_RATE = 175;

	/** The rate has more than proportional effect, measured from 88 to 350. */
	private static final double RATE_EXPONENT_SLOW = 0.89;

	private static final double RATE_EXPONENT_FAST = 0.82;

	EspeakSession session() {
		return new EspeakSession(this);
	}

	ProcessBuilder process(String voice, double speed) {
		List<String> command = new ArrayList<>();
		if (this.installation.confinable()) {
			command.addAll(List.of("prlimit", "--as=" + this.properties.memory().toBytes(),
					"--cpu=" + Math.max(1, this.properties.timeout().toSeconds()), "--nofile=32", "--core=0",
					"--fsize=" + LARGEST_FILE, "--"));
		}
		command.addAll(List.of(this.installation.command(), "--path=" + this.voices.path(), "-b", "1", "--stdin",
				"--stdout", "-s", Integer.toString(wordsPerMinute(speed)), "-v", voice));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.voices.path().toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD);
		// Nothing of this process's environment is espeak-ng's business.
		builder.environment().keySet().removeIf((name) -> !name.equals("PATH"));
		return builder;
	}

	static int wordsPerMinute(double speed) {
		double exponent = (speed < 1) ? RATE_EXPONENT_SLOW : RATE_EXPONENT_FAST;
		return (int) Math.round(NORMAL_RATE * Math.pow(speed, exponent));
	}

}
