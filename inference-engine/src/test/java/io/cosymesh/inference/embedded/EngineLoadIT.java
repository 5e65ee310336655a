package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.inference.SyntheticSpeaker;
import io.cosymesh.inference.engine.Engines;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many speeches at once.
 */
class EngineLoadIT {

	private static final int PLACES = 2;

	private static final int SPEECHES = 100;

	private static final Duration LONG = Duration.ofMinutes(2);

	private static final Executor THREADS = (work) -> Thread.ofVirtual().start(work);

	private static final VoicePrompt PROMPT = SyntheticSpeaker.recording(150);

	@TempDir
	private Path work;

	@Test
	void headOfAHundredSpeechesIsHeardFirstAndAllAreSpoken() throws Exception {
		try (EmbeddedEngine engine = load()) {
			drain(engine.open(order("Warm up.")));
			engine.workshop().places().acquire(PLACES);
			List<Integer> heard = new CopyOnWriteArrayList<>();
			List<CompletableFuture<Double>> speeches = new ArrayList<>();
			for (int i = 0; i < SPEECHES; i++) {
				int number = i;
				String text = "Speech number %d is heard in its turn. And it has another sentence.".formatted(number);
				speeches.add(CompletableFuture.supplyAsync(() -> listen(engine, text, number, heard), THREADS));
				await().atMost(LONG)
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(2))
					.until(() -> engine.workshop().places().getQueueLength() == number + 1);
			}
			engine.workshop().places().release(PLACES);
			int[] most = { 0 };
			await().atMost(LONG).until(() -> {
				most[0] = Math.max(most[0], processes());
				return speeches.stream().allMatch(CompletableFuture::isDone);
			});
			assertThat(speeches).allSatisfy((speech) -> assertThat(speech.join()).isBetween(3.0, 12.0));
			assertThat(heard).hasSize(SPEECHES);
			// Beside the head another line is made, and the next when that is done.
			assertThat(heard.indexOf(0)).as("the head's place").isLessThan(2 * PLACES);
			assertThat(heard.subList(0, SPEECHES / 2)).as("the first half")
				.noneMatch((number) -> number > SPEECHES * 3 / 4);
			assertThat(most[0]).isLessThanOrEqualTo(PLACES);
		}
	}

	@Test
	void noSpeechHoldsMoreThanASentence() throws Exception {
		String story = "This is one sentence of a story that takes five minutes to tell. ".repeat(70);
		try (EmbeddedEngine engine = load()) {
			drain(engine.open(order("Warm up.")));
			long before = heap();
			List<Speech> speeches = new ArrayList<>();
			for (int i = 0; i < SPEECHES; i++) {
				Speech speech = engine.open(order(story));
				assertThat(speech.next()).isPresent();
				speeches.add(speech);
			}
			long each = (heap() - before) / SPEECHES;
			speeches.forEach(Speech::close);
			assertThat(each).as("bytes per open speech").isLessThan(2_000_000);
		}
	}

	@Test
	void engineIsSwappedUnderTwentySpeechesAndNoneFails() throws Exception {
		String story = "A long story is told while the engine is changed. ".repeat(4);
		try (Engines engines = new Engines(this::load, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))) {
			List<Speech> speeches = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				Speech speech = engines.open(order(story));
				assertThat(speech.next()).isPresent();
				speeches.add(speech);
			}
			List<CompletableFuture<Double>> heard = speeches.stream()
				.map((speech) -> CompletableFuture.supplyAsync(() -> drain(speech), THREADS))
				.toList();
			assertThat(engines.reload().generation()).isEqualTo(2);
			assertThat(engines.reload().generation()).isEqualTo(3);
			assertThat(heard).allSatisfy((speech) -> assertThat(speech.join()).isBetween(8.0, 20.0));
			assertThat(drain(engines.open(order("And on it goes.")))).isPositive();
			assertThat(directories()).as("data of the engines that are gone").isOne();
		}
		assertThat(directories()).isZero();
	}

	private static double listen(EmbeddedEngine engine, String text, int number, List<Integer> heard) {
		try (Speech speech = engine.open(order(text))) {
			long bytes = speech.next().orElseThrow().length;
			heard.add(number);
			return PcmFormat.seconds(bytes) + drain(speech);
		}
		catch (SpeechException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static double drain(Speech open) {
		long bytes = 0;
		try (Speech speech = open) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				bytes += piece.get().length;
			}
		}
		catch (SpeechException ex) {
			throw new IllegalStateException(ex);
		}
		return PcmFormat.seconds(bytes);
	}

	private EmbeddedEngine load() throws SpeechException {
		return EmbeddedEngine.load(new EmbeddedProperties("espeak-ng", this.work, PLACES, Duration.ofSeconds(60),
				DataSize.ofMegabytes(512), 8), new TextFrontEnd(), new Pronunciation());
	}

	private static SpeechOrder order(String text) {
		return new SpeechOrder(text, "en", 1, 7, null, PROMPT);
	}

	private static int processes() {
		return (int) ProcessHandle.current()
			.children()
			.filter((child) -> child.info().commandLine().orElse("").contains("espeak-ng"))
			.count();
	}

	private static long heap() {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		memory.gc();
		return memory.getHeapMemoryUsage().getUsed();
	}

	private long directories() throws IOException {
		try (Stream<Path> files = Files.list(this.work)) {
			return files.count();
		}
	}

}
