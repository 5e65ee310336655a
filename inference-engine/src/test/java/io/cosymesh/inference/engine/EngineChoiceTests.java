package io.cosymesh.inference.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.EngineStatus;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.engine.FakeEngine.FakeSpeech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EngineChoiceTests {

	private final SpeechOrder order = new SpeechOrder("Hello", "en", 1, 1, null,
			new VoicePrompt(AudioBytes.of(new byte[0]), null, new VoiceFeatures(150, 5, List.of(), 1, 12, 4, 8000)));

	private final NamedEngine neural = new NamedEngine("neural");

	private final NamedEngine plain = new NamedEngine("plain");

	private final EngineChoice engines = choice();

	@Test
	void whoNamesNoneGetsTheFirst() throws SpeechException {
		assertThat(engineThatSpeaks(null)).isEqualTo("neural");
		assertThat(engineThatSpeaks(" ")).isEqualTo("neural");
		assertThat(this.engines.describe().name()).isEqualTo("neural");
	}

	@Test
	void whoNamesOneGetsIt() throws SpeechException {
		assertThat(engineThatSpeaks("plain")).isEqualTo("plain");
	}

	@Test
	void unknownEngineIsRefusedWithTheNamesOfTheOthers() {
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(() -> this.engines.choose(this.order, "none"))
			.withMessageContaining("neural, plain")
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("engine"));
	}

	@Test
	void engineThatCannotBeOpenedIsPassedOver() throws SpeechException {
		this.neural.failure = new EngineUnavailableException("Asleep", null);
		assertThat(engineThatSpeaks(null)).isEqualTo("plain");
	}

	@Test
	void engineThatFailsBeforeItsFirstPieceIsPassedOver() throws SpeechException {
		this.neural.speech = new FakeSpeech(3, 1);
		assertThat(engineThatSpeaks(null)).isEqualTo("plain");
		assertThat(this.neural.speech.isClosed()).isTrue();
	}

	@Test
	void engineThatFailsLaterIsNotReplacedMidSpeech() throws SpeechException {
		this.neural.speech = new FakeSpeech(3, 2);
		Speech speech = this.engines.choose(this.order, null).open();
		assertThat(speech.next()).isPresent();
		assertThatExceptionOfType(EngineFailureException.class).isThrownBy(speech::next);
	}

	@Test
	void engineThatWasAskedForIsNotReplaced() throws SpeechException {
		this.neural.failure = new EngineUnavailableException("Asleep", null);
		ChosenEngine named = this.engines.choose(this.order, "neural");
		assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(named::open);
	}

	@Test
	void refusalIsAnAnswer() throws SpeechException {
		this.neural.failure = new RefusedOrderException("text", "no", "No");
		ChosenEngine first = this.engines.choose(this.order, null);
		assertThatExceptionOfType(RefusedOrderException.class).isThrownBy(first::open);
	}

	@Test
	void whatAStandInRefusesIsTheFaultOfTheFirst() throws SpeechException {
		this.neural.failure = new EngineUnavailableException("Asleep", null);
		this.plain.failure = new RefusedOrderException("instruct", "no", "No");
		ChosenEngine first = this.engines.choose(this.order, null);
		assertThatExceptionOfType(EngineUnavailableException.class).isThrownBy(first::open);
	}

	@Test
	void engineInTroubleIsTheDefaultNoLonger() {
		this.neural.trouble = "Out of memory";
		assertThat(this.engines.describe().name()).isEqualTo("plain");
		assertThat(this.engines.troubles()).containsExactly(Map.entry("neural", "Out of memory"));
		assertThat(this.engines.works()).isTrue();
		this.plain.trouble = "Lost its voice";
		assertThat(this.engines.works()).isFalse();
	}

	@Test
	void fullQueueIsAnAnswerAndLeavesTheOthersAlone() throws SpeechException {
		this.engines.choose(this.order, null).open();
		this.engines.choose(this.order, null).open();
		ChosenEngine third = this.engines.choose(this.order, null);
		assertThatExceptionOfType(BusyEngineException.class).isThrownBy(third::open);
		assertThat(engineThatSpeaks("plain")).isEqualTo("plain");
	}

	@Test
	void enginesAreListedInOrderOfPreferenceWithTheirLoad() throws SpeechException {
		this.engines.choose(this.order, "plain").open();
		this.neural.trouble = "Out of memory";
		List<EngineStatus> listed = this.engines.list().engines();
		assertThat(listed).extracting(EngineStatus::name).containsExactly("neural", "plain");
		assertThat(listed).extracting(EngineStatus::preference).containsExactly(1, 2);
		assertThat(listed).extracting(EngineStatus::state)
			.containsExactly(EngineStatus.State.UNAVAILABLE, EngineStatus.State.READY);
		assertThat(listed).extracting(EngineStatus::reason).containsExactly("Out of memory", null);
		assertThat(listed).extracting((engine) -> engine.load().running()).containsExactly(0, 1);
		assertThat(this.engines.openSpeeches()).isOne();
	}

	@Test
	void engineThatNeverWorkedIsLoading() throws SpeechException {
		NamedEngine loading = new NamedEngine("loading");
		loading.selfTestFailure = new EngineFailureException("Still loading", null);
		loading.trouble = "Still loading";
		EngineDesk desk = new EngineDesk(new Engines(() -> loading, InstantSource.system()),
				new AdmissionLimits(1, 0, Duration.ZERO, Duration.ZERO), InstantSource.system());
		assertThat(desk.status(1).state()).isEqualTo(EngineStatus.State.LOADING);
		loading.trouble = null;
		assertThat(desk.status(1).state()).isEqualTo(EngineStatus.State.READY);
		loading.trouble = "Broken";
		assertThat(desk.status(1).state()).isEqualTo(EngineStatus.State.UNAVAILABLE);
	}

	@Test
	void engineThatMayComeToWorkIsWaitedFor() throws SpeechException {
		NamedEngine loading = new NamedEngine("loading");
		loading.selfTestFailure = new EngineFailureException("Still loading", null);
		assertThat(new Engines(() -> loading, InstantSource.system()).describe().name()).isEqualTo("loading");
	}

	private String engineThatSpeaks(String name) throws SpeechException {
		ChosenEngine chosen = this.engines.choose(this.order, name);
		try (Speech speech = chosen.open()) {
			assertThat(speech.next()).isPresent();
		}
		return chosen.name();
	}

	private EngineChoice choice() {
		try {
			Map<String, Engines> byName = new LinkedHashMap<>();
			byName.put("neural", new Engines(() -> this.neural, InstantSource.fixed(Instant.EPOCH)));
			byName.put("plain", new Engines(() -> this.plain, InstantSource.fixed(Instant.EPOCH)));
			return new EngineChoice(byName,
					(engine) -> new AdmissionLimits(2, 0, Duration.ofSeconds(1), Duration.ofSeconds(60)),
					InstantSource.fixed(Instant.EPOCH));
		}
		catch (SpeechException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class NamedEngine implements SpeechEngine {

		private final String name;

		private SpeechException failure;

		private SpeechException selfTestFailure;

		private FakeSpeech speech;

		private String trouble;

		NamedEngine(String name) {
			this.name = name;
		}

		@Override
		public EngineProfile profile() {
			return FakeEngine.profile(this.name);
		}

		@Override
		public Speech open(SpeechOrder order) throws SpeechException {
			if (this.failure != null) {
				throw this.failure;
			}
			return (this.speech != null) ? this.speech : new FakeSpeech(3);
		}

		@Override
		public void selfTest() throws SpeechException {
			if (this.selfTestFailure != null) {
				throw this.selfTestFailure;
			}
		}

		@Override
		public boolean recovers() {
			return this.selfTestFailure != null;
		}

		@Override
		public Optional<String> trouble() {
			return Optional.ofNullable(this.trouble);
		}

		@Override
		public Speech probe() {
			return new FakeSpeech(1);
		}

		@Override
		public void close() {
		}

	}

}
