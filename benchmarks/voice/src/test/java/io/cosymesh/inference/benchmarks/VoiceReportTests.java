package io.cosymesh.inference.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.inference.benchmarks.SpeakerSource.Role;

import static org.assertj.core.api.Assertions.assertThat;

class VoiceReportTests {

	private static final Speed SPEED = new Speed(40, 60, 200, 0.02, 14, 0.002);

	@Test
	void plainAndOursStandSideBySide() {
		Speaker speaker = new Speaker(new SpeakerSource("ada", "en", Role.WORDS, Path.of("/"), ".*"), new float[0],
				new float[0]);
		Imitation imitation = new Imitation(speaker, new Likeness(0, 1, 0, 2, 1, 1), new Likeness(9, 3, 6.5, 6, 18, 20),
				new Likeness(0.25, 1, 2.5, 3, 2, 4));
		String report = new VoiceReport(List.of(imitation),
				Map.of("plain", new WordErrors(6, 10), "ada", new WordErrors(4, 10)), 40, SPEED,
				new Machine("2026-01-01", "1.51", "Testron", 2, "25"))
			.markdown();
		assertThat(report).contains("# Voices of the embedded engine, 2026-01-01",
				"| pitch error, median | 0.00 st | 9.00 st | 0.25 st | ≤ 0.5 st |",
				"| recognised first | 100 % | 0 % | 0 % | ≥ 45 % |",
				"| recognised among three | 100 % | 0 % | 100 % | ≥ 75 % |",
				"| English word errors | | 60.0 % | 40.0 % | no more than plain |",
				"| real-time factor, processor time | | 0.002 | 0.020 | < 0.05 |",
				"| ada | 9.0 | 0.3 | 6.5 | 2.5 | 18 | 2 |", "10 words in 1 voices");
	}

	@Test
	void speedSurvivesItsFile(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("speed.properties");
		SPEED.write(file);
		assertThat(Speed.read(file)).isEqualTo(SPEED);
	}

}
