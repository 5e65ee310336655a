package io.cosymesh.audio.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;

import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.admission.TestScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class SpoolTests {

	private static final Scheduler SCHEDULER = TestScheduler.create();

	@TempDir
	Path root;

	private Path directory;

	private Spool spool;

	@BeforeEach
	void open() throws IOException {
		this.directory = this.root.resolve("state/spool");
		this.spool = Spool.in(this.directory, DataSize.ofBytes(10), SCHEDULER);
	}

	@Test
	void workSeesTheWholeUploadInAPrivateFileThatIsGoneAfterwards() {
		Mono<String> seen = this.spool.receive(parts("hello", "", "world"),
				(recording) -> Mono.fromCallable(() -> recording.use((file) -> {
					assertThat(permissions(file)).isEqualTo("rw-------");
					assertThat(permissions(file.getParent())).isEqualTo("rwx------");
					return Files.readString(file);
				})));
		StepVerifier.create(seen).expectNext("helloworld").verifyComplete();
		assertThat(left()).isZero();
		assertThat(permissions(this.directory)).isEqualTo("rwx------");
	}

	@Test
	void refusesOneByteTooManyWithoutReadingOn() {
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<DataBuffer> endless = Flux.concat(parts("0123456789", "0"), Flux.never())
			.doOnCancel(() -> cancelled.set(true));
		StepVerifier.create(this.spool.receive(endless, (recording) -> Mono.just("unreached")))
			.expectErrorSatisfies((error) -> assertThat(((RecordingRefusedException) error).refusal())
				.isEqualTo(new Refusal.TooLarge(DataSize.ofBytes(10))))
			.verify();
		assertThat(cancelled).isTrue();
		assertThat(left()).isZero();
	}

	@Test
	void refusesNothing() {
		for (Flux<DataBuffer> nothing : java.util.List.of(Flux.<DataBuffer>empty(), parts(""))) {
			StepVerifier.create(this.spool.receive(nothing, (recording) -> Mono.just("unreached")))
				.expectErrorSatisfies((error) -> assertThat(((RecordingRefusedException) error).refusal())
					.isEqualTo(new Refusal.Empty()))
				.verify();
		}
		assertThat(left()).isZero();
	}

	@Test
	void failedUploadAndFailedWorkLeaveNothing() {
		Flux<DataBuffer> broken = Flux.concat(parts("abc"), Flux.error(new IOException("connection reset")));
		StepVerifier.create(this.spool.receive(broken, (recording) -> Mono.just("unreached")))
			.verifyError(IOException.class);
		StepVerifier.create(this.spool.receive(parts("abc"), (recording) -> Mono.error(new IllegalStateException())))
			.verifyError(IllegalStateException.class);
		assertThat(left()).isZero();
	}

	@Test
	void cancelledUploadLeavesNothing() {
		Disposable upload = this.spool
			.receive(Flux.concat(parts("abc"), Flux.never()), (recording) -> Mono.just("unreached"))
			.subscribe();
		Awaitility.await().until(() -> left() == 1);
		upload.dispose();
		Awaitility.await().until(() -> left() == 0);
	}

	@Test
	void cancelledWorkIsAwaitedBeforeItsFileGoes() throws Exception {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		AtomicBoolean existedToTheEnd = new AtomicBoolean();
		Disposable running = this.spool
			.receive(parts("abc"), (recording) -> Mono.fromCallable(() -> recording.use((file) -> {
				working.countDown();
				awaitUninterruptibly(finish);
				existedToTheEnd.set(Files.exists(file));
				return "done";
			})).subscribeOn(SCHEDULER))
			.subscribe();
		working.await();
		running.dispose();
		assertThat(left()).isOne();
		finish.countDown();
		Awaitility.await().until(() -> left() == 0);
		assertThat(existedToTheEnd).isTrue();
	}

	@Test
	void startSweepsWhatAKilledRunLeft() throws IOException {
		Path stale = Files.createDirectory(this.directory.resolve("recording-stale"));
		Files.writeString(stale.resolve("recording"), "somebody's voice");
		Path foreign = Files.writeString(this.directory.resolve("README"), "not ours");
		Spool.in(this.directory, DataSize.ofBytes(10), SCHEDULER);
		assertThat(stale).doesNotExist();
		assertThat(foreign).exists();
	}

	private long left() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.count();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				latch.await();
				done = true;
			}
			catch (InterruptedException _) {
				// Work that doesn't heed the cancellation.
			}
		}
	}

	private static String permissions(Path path) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Flux<DataBuffer> parts(String... parts) {
		return Flux.fromArray(parts)
			.map((part) -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));
	}

}
