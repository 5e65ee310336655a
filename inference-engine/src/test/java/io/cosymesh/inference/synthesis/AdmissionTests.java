package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.FakeEngine.FakeSpeech;
import io.cosymesh.inference.engine.Speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AdmissionTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final Admission admission = new Admission(
			new SynthesisProperties(List.of("embedded"), 2, Duration.ofSeconds(60)), this.clock);

	@Test
	void noMoreThanThePlacesAreAdmittedUntilOneIsGivenBack() throws Exception {
		Speech first = this.admission.admit(() -> new FakeSpeech(1));
		this.admission.admit(() -> new FakeSpeech(1));
		assertThatExceptionOfType(TooManySpeechesException.class)
			.isThrownBy(() -> this.admission.admit(() -> new FakeSpeech(1)));
		first.close();
		first.close();
		this.admission.admit(() -> new FakeSpeech(1));
		assertThatExceptionOfType(TooManySpeechesException.class)
			.isThrownBy(() -> this.admission.admit(() -> new FakeSpeech(1)));
	}

	@Test
	void speechThatCannotBeOpenedTakesNoPlace() throws Exception {
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> this.admission.admit(() -> {
				throw new EngineFailureException("Broken", null);
			}));
		}
		assertThat(this.admission.admit(() -> new FakeSpeech(1)).next()).isPresent();
	}

	@Test
	void speechNobodyListensToIsGivenUp() throws Exception {
		FakeSpeech unheard = new FakeSpeech(9);
		FakeSpeech heard = new FakeSpeech(9);
		this.admission.admit(() -> unheard);
		Speech listened = this.admission.admit(() -> heard);
		this.clock.advance(Duration.ofSeconds(45));
		listened.next();
		this.clock.advance(Duration.ofSeconds(30));
		this.admission.closeIdle();
		assertThat(unheard.isClosed()).isTrue();
		assertThat(heard.isClosed()).isFalse();
		assertThat(this.admission.open()).isOne();
	}

}
