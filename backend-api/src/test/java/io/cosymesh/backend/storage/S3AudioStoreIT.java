package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class S3AudioStoreIT extends AudioStoreContract {

	/** Many at once, which the common pool of a small machine is not. */
	private static final Executor CALLERS = Executors.newVirtualThreadPerTaskExecutor();

	private static final AtomicInteger BUCKETS = new AtomicInteger();

	@TempDir
	private static Path directory;

	private static int port;

	private static S3Server server;

	private String bucket;

	private Path objects;

	private S3AudioStore store;

	@BeforeAll
	static void start() throws IOException {
		port = S3Server.freePort();
		server = S3Server.start(directory, port);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void open() throws IOException {
		this.bucket = "bucket-" + BUCKETS.incrementAndGet();
		this.objects = server.createBucket(this.bucket);
		this.store = connect(this.bucket, S3Server.SECRET_KEY);
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Override
	AudioStore store() {
		return this.store;
	}

	@Override
	void damage(AudioKey key, byte[] instead) {
		try {
			Files.write(file(key), instead);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void objectsAreNamedByPrefixFolderAndContent() {
		AudioKey key = this.store.store("jobs/b6c1", PCM);
		assertThat(file(key)).hasBinaryContent(PCM);
	}

	@Test
	void moreThanOnePageIsListed() throws IOException {
		Path folder = Files.createDirectories(this.objects.resolve("voices/jobs/many"));
		for (int i = 0; i < 1001; i++) {
			Files.write(folder.resolve(HexFormat.of().toHexDigits(i).repeat(8) + ".pcm"), PCM);
		}
		Files.write(folder.resolve("somebody-elses.txt"), PCM);
		assertThat(this.store.list("jobs")).hasSize(1001).allMatch((audio) -> audio.bytes() == PCM.length);
	}

	@Test
	void wrongKeysAreToldFromAMissingBucket() throws IOException {
		AudioKey key = this.store.store("prompts", PCM);
		try (S3AudioStore stranger = connect(this.bucket, "guessed")) {
			assertRefused(stranger, key, "access-denied");
		}
		try (S3AudioStore nowhere = connect("no-such-bucket", S3Server.SECRET_KEY)) {
			assertThatExceptionOfType(StorageException.Unavailable.class)
				.isThrownBy(() -> nowhere.store("prompts", PCM))
				.returns("no-such-bucket", StorageException::reason);
			assertThatExceptionOfType(StorageException.Unavailable.class).isThrownBy(nowhere::check)
				.returns("no-such-bucket", StorageException::reason);
		}
	}

	private static void assertRefused(AudioStore store, AudioKey key, String reason) {
		List<Runnable> calls = List.of(() -> store.store("prompts", PCM), () -> store.read(key),
				() -> store.contains(key), () -> store.delete(key), () -> store.list("prompts"), store::check);
		for (Runnable call : calls) {
			assertThatExceptionOfType(StorageException.Unavailable.class).isThrownBy(call::run)
				.returns(reason, StorageException::reason);
		}
	}

	@Test
	void keysAreFollowedWhileItRuns() throws IOException {
		try (S3AudioStore other = connect(this.bucket, "rotated")) {
			assertThatExceptionOfType(StorageException.Unavailable.class).isThrownBy(other::check);
			Files.writeString(directory.resolve("rotated"), S3Server.SECRET_KEY);
			other.check();
		}
	}

	@Test
	void whatWasKeptSurvivesAServerThatGoesAndComesBack() throws IOException {
		Queue<AudioKey> kept = new ConcurrentLinkedQueue<>();
		AtomicInteger failures = new AtomicInteger();
		AtomicBoolean done = new AtomicBoolean();
		List<CompletableFuture<Void>> writers = IntStream.range(0, 3)
			.mapToObj((writer) -> CompletableFuture.runAsync(() -> keep(writer, kept, failures, done), CALLERS))
			.toList();
		await().until(() -> kept.size() > 5);
		server.close();
		await().until(() -> failures.get() > 2);
		server = S3Server.start(directory, port);
		int before = kept.size();
		await().until(() -> kept.size() > before + 5);
		done.set(true);
		writers.forEach(CompletableFuture::join);
		assertThat(kept).allSatisfy((key) -> assertThat(this.store.read(key)).isPresent());
	}

	private void keep(int writer, Queue<AudioKey> kept, AtomicInteger failures, AtomicBoolean done) {
		for (int i = 0; !done.get(); i++) {
			byte[] audio = new byte[200_000];
			audio[0] = (byte) writer;
			audio[1] = (byte) i;
			audio[2] = (byte) (i >> 8);
			try {
				kept.add(this.store.store("jobs/" + writer, audio));
			}
			catch (StorageException.Unavailable ex) {
				failures.incrementAndGet();
			}
		}
	}

	@Test
	void privateAuthorityIsTrustedWhenItIsNamed() throws Exception {
		Path home = Files.createDirectories(directory.resolve("tls"));
		Path keyStore = home.resolve("server.p12");
		Path certificate = home.resolve("server.pem");
		keytool("-genkeypair", "-alias", "s3", "-keyalg", "EC", "-dname", "CN=s3", "-ext", "san=ip:127.0.0.1",
				"-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", "password");
		keytool("-exportcert", "-rfc", "-alias", "s3", "-keystore", keyStore.toString(), "-storepass", "password",
				"-file", certificate.toString());
		try (S3Server secure = S3Server.startWithTls(home, S3Server.freePort(), keyStore, "password")) {
			secure.createBucket("bucket");
			try (S3AudioStore trusting = opened(secure.open("bucket", S3Server.SECRET_KEY, certificate));
					S3AudioStore wary = opened(secure.open("bucket", S3Server.SECRET_KEY, null))) {
				assertThat(trusting.read(trusting.store("prompts", PCM))).hasValue(PCM);
				assertThatExceptionOfType(StorageException.Unavailable.class).isThrownBy(wary::check)
					.returns("unreachable", StorageException::reason)
					.withStackTraceContaining("unable to find valid certification path");
			}
		}
	}

	private static void keytool(String... arguments) throws Exception {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		List<String> command = new ArrayList<>(List.of(arguments));
		command.addFirst(keytool.toString());
		assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
	}

	private Path file(AudioKey key) {
		return this.objects.resolve("voices").resolve(key.folder()).resolve(key.sha256() + ".pcm");
	}

	private static S3AudioStore connect(String bucket, String secretKey) throws IOException {
		return opened(server.open(bucket, secretKey, null));
	}

	private static S3AudioStore opened(S3Properties properties) {
		return new S3AudioStore(S3Connection.open(properties), properties.bucket(), properties.prefix());
	}

}
