package io.cosymesh.inference.embedded;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EspeakMissingTests {

	@Test
	void missingEspeakIsExplainedWithTheCommandThatInstallsIt() {
		EspeakMissingException missing = catchThrowableOfType(EspeakMissingException.class,
				() -> EspeakInstallation.find("no-such-espeak-ng"));
		FailureAnalysis analysis = new EspeakMissingFailureAnalyzer().analyze(new IllegalStateException(missing));
		assertThat(analysis.getDescription()).contains("'no-such-espeak-ng' can't be started");
		assertThat(analysis.getAction()).contains("apt-get install espeak-ng", "cosymesh.engine.embedded.command");
	}

	@Test
	void otherProgramIsNotTakenForEspeak() {
		assertThat(catchThrowableOfType(EspeakMissingException.class, () -> EspeakInstallation.find("true")))
			.hasMessageContaining("doesn't answer like espeak-ng");
	}

}
