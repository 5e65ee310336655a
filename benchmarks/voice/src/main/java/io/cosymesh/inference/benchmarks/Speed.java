package io.cosymesh.inference.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * How quick a voice is, on one processor.
 *
 * @param firstAudioMillis from the order to the first audio of a short sentence, median
 * @param firstAudioMillisSlow the 95th percentile of it
 * @param newVoiceMillis the same for a speaker who is not known yet, median
 * @param realTimeFactor seconds of processor time per second of speech
 * @param plainMillis until espeak-ng by itself has said the short sentence, median
 * @param plainRealTimeFactor its seconds of processor time per second of speech
 */
record Speed(double firstAudioMillis, double firstAudioMillisSlow, double newVoiceMillis, double realTimeFactor,
		double plainMillis, double plainRealTimeFactor) {

	void write(Path file) throws IOException {
		Properties properties = new Properties();
		properties.setProperty("firstAudioMillis", Double.toString(this.firstAudioMillis));
		properties.setProperty("firstAudioMillisSlow", Double.toString(this.firstAudioMillisSlow));
		properties.setProperty("newVoiceMillis", Double.toString(this.newVoiceMillis));
		properties.setProperty("realTimeFactor", Double.toString(this.realTimeFactor));
		properties.setProperty("plainMillis", Double.toString(this.plainMillis));
		properties.setProperty("plainRealTimeFactor", Double.toString(this.plainRealTimeFactor));
		try (OutputStream stream = Files.newOutputStream(file)) {
			properties.store(stream, null);
		}
	}

	static Speed read(Path file) throws IOException {
		Properties properties = new Properties();
		try (InputStream stream = Files.newInputStream(file)) {
			properties.load(stream);
		}
		return new Speed(number(properties, "firstAudioMillis"), number(properties, "firstAudioMillisSlow"),
				number(properties, "newVoiceMillis"), number(properties, "realTimeFactor"),
				number(properties, "plainMillis"), number(properties, "plainRealTimeFactor"));
	}

	private static double number(Properties properties, String name) {
		return Double.parseDouble(properties.getProperty(name));
	}

}
