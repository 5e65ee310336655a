package io.cosymesh.audio;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ProblemDetail;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.audio.confinement.TestTools;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.mesh.problem.PeerException;

import static io.cosymesh.audio.AudioService.refusal;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of files that are no recording, or one that was made to do harm.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRecordingsIT {

	private static final Duration LIMIT = Duration.ofSeconds(3);

	private static final long FLAT = 16L * 1024 * 1024;

	@TempDir
	static Path directory;

	private AudioService service;

	private List<HostileFile> corpus;

	@BeforeAll
	void start() throws Exception {
		this.corpus = HostileFile.corpus(directory);
		this.service = AudioService.start(directory, "cosymesh.audio.recording.max-size=3MB");
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	@AfterEach
	void neitherFileNorProcessIsLeft() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> this.service.spooled() == 0 && TestTools.running().isEmpty());
	}

	List<HostileFile> corpus() {
		return this.corpus;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("corpus")
	void isRefusedWithItsReasonOrTakenForWhatItIs(HostileFile file) {
		long start = System.nanoTime();
		if (file.isAccepted()) {
			assertThat(prepared(file.bytes()).block(Duration.ofSeconds(15)).features().medianPitchHz()).isBetween(140.0,
					160.0);
		}
		else {
			ProblemDetail problem = refusal(prepared(file.bytes())).problem().orElseThrow();
			assertThat(problem.getDetail()).contains(file.detail());
			assertThat(problem.getType()).isEqualTo(URI.create("urn:cosymesh:problem:" + file.type()));
			assertThat(problem.getProperties()).containsEntry("field", "prompt");
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
	}

	@Test
	void thereAreFortyAndMoreAndHardlyTwoReasonsAreAlike() {
		Set<String> reasons = new HashSet<>();
		this.corpus.forEach((file) -> reasons.add(file.type() + file.detail()));
		assertThat(this.corpus).hasSizeGreaterThanOrEqualTo(40);
		assertThat(reasons).hasSizeGreaterThan(40);
	}

	@Test
	void allOfThemAgainTakeNoMoreMemory() {
		this.corpus.forEach((file) -> attempt(file.bytes()));
		long before = used();
		for (int round = 0; round < 2; round++) {
			this.corpus.forEach((file) -> attempt(file.bytes()));
		}
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> used() < before + FLAT);
	}

	private void attempt(byte[] bytes) {
		prepared(bytes).then().onErrorComplete(PeerException.class).block(Duration.ofSeconds(15));
	}

	private Mono<PreparedPrompt> prepared(byte[] bytes) {
		return this.service.processor().prepare(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)));
	}

	private static long used() {
		System.gc();
		long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + buffers;
	}

}
