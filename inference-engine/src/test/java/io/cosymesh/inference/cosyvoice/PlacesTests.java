package io.cosymesh.inference.cosyvoice;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.cosymesh.inference.cosyvoice.Places.Place;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.EngineUnavailableException;
import io.cosymesh.inference.engine.SpeechException;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlacesTests {

	private static final Duration AT_ONCE = Duration.ZERO;

	private final Places places = new Places(1);

	@Test
	void placeGoesToWhoWaitsLongest() throws SpeechException {
		Place first = this.places.ask();
		Place second = this.places.ask();
		Place third = this.places.ask();
		first.await(AT_ONCE);
		assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(() -> second.await(AT_ONCE));
		first.leave();
		second.await(AT_ONCE);
		assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(() -> third.await(AT_ONCE));
		second.leave();
		assertThatCode(() -> third.await(AT_ONCE)).doesNotThrowAnyException();
	}

	@Test
	void whoGivesUpWaitingIsPassedOver() {
		Place first = this.places.ask();
		Place second = this.places.ask();
		Place third = this.places.ask();
		second.leave();
		first.leave();
		assertThatCode(() -> third.await(AT_ONCE)).doesNotThrowAnyException();
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(() -> second.await(AT_ONCE));
	}

	@Test
	void placeThatNobodyWaitsForIsFreeAgain() {
		this.places.ask().leave();
		assertThatCode(() -> this.places.ask().await(AT_ONCE)).doesNotThrowAnyException();
	}

}
