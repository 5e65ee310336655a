package io.cosymesh.backend.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.awaitility.Awaitility.await;

/**
 * A server that speaks S3 over HTTP or HTTPS, as a process of its own that keeps its
 * objects in a folder, a folder for each bucket.
 */
final class S3Server implements AutoCloseable {

	static final String ACCESS_KEY = "access-key";

	static final String SECRET_KEY = "secret-key";

	private static final Path JAR = Path.of("target/s3-server/s3proxy-jar-with-dependencies.jar");

	private final Path directory;

	private final URI endpoint;

	private final Process process;

	private S3Server(Path directory, URI endpoint, Process process) {
		this.directory = directory;
		this.endpoint = endpoint;
		this.process = process;
	}

	static S3Server start(Path directory, int port) throws IOException {
		return start(directory, URI.create("http://127.0.0.1:" + port), Map.of());
	}

	static S3Server startWithTls(Path directory, int port, Path keyStore, String password) throws IOException {
		return start(directory, URI.create("https://127.0.0.1:" + port),
				Map.of("s3proxy.keystore-path", keyStore.toString(), "s3proxy.keystore-password", password));
	}

	private static S3Server start(Path directory, URI endpoint, Map<String, String> more) throws IOException {
		Path objects = Files.createDirectories(directory.resolve("buckets"));
		Map<String, String> settings = new LinkedHashMap<>(more);
		settings.put("s3proxy.authorization", "aws-v2-or-v4");
		settings.put("s3proxy.identity", ACCESS_KEY);
		settings.put("s3proxy.credential", SECRET_KEY);
		settings.put("https".equals(endpoint.getScheme()) ? "s3proxy.secure-endpoint" : "s3proxy.endpoint",
				endpoint.toString());
		settings.put("jclouds.provider", "filesystem-nio2");
		settings.put("jclouds.filesystem.basedir", objects.toString());
		Path configuration = Files.writeString(directory.resolve("server.properties"),
				settings.entrySet()
					.stream()
					.map((setting) -> setting.getKey() + "=" + setting.getValue())
					.collect(Collectors.joining("\n")));
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Process process = new ProcessBuilder(
				List.of(java.toString(), "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar",
						JAR.toAbsolutePath().toString(), "--properties", configuration.toString()))
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("server.log").toFile())
			.start();
		S3Server server = new S3Server(directory, endpoint, process);
		await().atMost(Duration.ofSeconds(60)).until(server::answers);
		return server;
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	Path createBucket(String name) throws IOException {
		return Files.createDirectories(this.directory.resolve("buckets").resolve(name));
	}

	/** Returns the properties that lead a backend to a bucket. */
	Map<String, String> properties(String bucket, String secretKey) throws IOException {
		Path accessKeyFile = Files.writeString(this.directory.resolve("access-key"), ACCESS_KEY + "\n");
		Path secretKeyFile = Files.writeString(this.directory.resolve(secretKey), secretKey + "\n");
		String s3 = "cosymesh.storage.s3.";
		return Map.of(s3 + "bucket", bucket, s3 + "endpoint", this.endpoint.toString(), s3 + "access-key-file",
				accessKeyFile.toString(), s3 + "secret-key-file", secretKeyFile.toString());
	}

	S3Properties open(String bucket, String secretKey, Path authorities) throws IOException {
		Map<String, String> settings = properties(bucket, secretKey);
		return new S3Properties(bucket, this.endpoint, "us-east-1", "voices/",
				Path.of(settings.get("cosymesh.storage.s3.access-key-file")),
				Path.of(settings.get("cosymesh.storage.s3.secret-key-file")), authorities, Duration.ofSeconds(2),
				Duration.ofSeconds(10), Duration.ofSeconds(25));
	}

	private boolean answers() {
		try (Socket _ = new Socket(this.endpoint.getHost(), this.endpoint.getPort())) {
			return true;
		}
		catch (IOException _) {
			if (!this.process.isAlive()) {
				throw new IllegalStateException("The S3 server gave up, see " + this.directory.resolve("server.log"));
			}
			return false;
		}
	}

	/** Ends it without a good-bye. */
	@Override
	public void close() {
		try {
			this.process.destroyForcibly().waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
