package io.cosymesh.inference.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EnginesTests {

	private final FakeEngine first = new FakeEngine(3, true);

	private final FakeEngine second = new FakeEngine(3, true);

	private final Queue<FakeEngine> supply = new ArrayDeque<>(List.of(this.first, this.second));

	private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private final SpeechOrder order = new SpeechOrder("Hello", "en", 1, 1, null,
			new VoicePrompt(AudioBytes.of(new byte[0]), null, new VoiceFeatures(150, 5, List.of(), 1, 12, 4, 8000)));

	@Test
	void reloadWaitsForSpeechInFlightBeforeItClosesTheOldEngine() throws SpeechException {
		Engines engines = engines();
		Speech inFlight = engines.open(this.order);
		assertThat(engines.reload().generation()).isEqualTo(2);
		assertThat(inFlight.next()).isPresent();
		assertThat(this.first.isClosed()).isFalse();
		inFlight.close();
		inFlight.close();
		assertThat(this.first.isClosed()).isTrue();
		assertThat(this.second.isClosed()).isFalse();
		assertThat(engines.open(this.order).next()).isPresent();
	}

	@Test
	void reloadOfABrokenEngineKeepsTheOldOne() throws SpeechException {
		FakeEngine broken = new FakeEngine(3, false);
		Queue<FakeEngine> engines = new ArrayDeque<>(List.of(this.first, broken));
		Engines holder = new Engines(engines::remove, InstantSource.fixed(this.now));
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(holder::reload);
		assertThat(broken.isClosed()).isTrue();
		assertThat(this.first.isClosed()).isFalse();
		assertThat(holder.describe().generation()).isOne();
	}

	@Test
	void firstEngineThatFailsItsSelfTestStopsTheStart() {
		FakeEngine broken = new FakeEngine(3, false);
		assertThatExceptionOfType(EngineFailureException.class)
			.isThrownBy(() -> new Engines(() -> broken, InstantSource.fixed(this.now)))
			.withMessage("Out of order");
		assertThat(broken.isClosed()).isTrue();
	}

	@Test
	void closeWaitsForSpeechInFlight() throws SpeechException {
		Engines engines = engines();
		Speech inFlight = engines.open(this.order);
		engines.close();
		assertThat(this.first.isClosed()).isFalse();
		inFlight.close();
		assertThat(this.first.isClosed()).isTrue();
	}

	@Test
	void descriptionSaysWhenItWasLoaded() throws SpeechException {
		assertThat(engines().describe().loadedAt()).isEqualTo(this.now);
	}

	private Engines engines() throws SpeechException {
		return new Engines(this.supply::remove, InstantSource.fixed(this.now));
	}

}
