package io.cosymesh.system;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Order(40)
@ExtendWith(StackExtension.class)
class BackupIT {

	/**
	 * How far the ports of the restored stack are from those of the one that was backed
	 * up.
	 */
	private static final int APART = 5000;

	private final Cosymesh stack;

	@TempDir
	private Path directory;

	private final AtomicBoolean done = new AtomicBoolean();

	private final Queue<String> added = new ConcurrentLinkedQueue<>();

	BackupIT(Cosymesh stack) {
		this.stack = stack;
	}

	@Test
	void backupOfARunningStackIsRestoredIntoAnEmptyHome() {
		Path backup = this.directory.resolve("voices.zip");
		Map<String, byte[]> before = new LinkedHashMap<>();
		String key;
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			key = newKey(gateway);
			for (String name : List.of("Ada", "爱达")) {
				String id = add(gateway, name);
				before.put(id, prompt(gateway, id));
			}
			CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> addUntilDone(gateway));
			await().until(() -> this.added.size() > 1);
			assertThat(this.stack.succeed("backup", backup.toString()).err()).contains("Took ");
			this.done.set(true);
			adding.join();
		}
		assertThat(this.stack.run("backup", backup.toString()).exitCode()).isEqualTo(2);
		assertThat(this.stack.run("restore", "--force", backup.toString()).err()).contains("./cosymesh down");
		assertThat(this.stack.home().resolve("backend-api/snapshots")).isEmptyDirectory();
		assertThat(this.stack.home().resolve("webui-service/snapshots")).isEmptyDirectory();
		Cosymesh restored = new Cosymesh(this.directory.resolve("home"), this.stack.port() + APART,
				this.stack.portOffset() + APART);
		restored.succeed("restore", backup.toString());
		assertThat(Files.exists(restored.home().resolve("backend-api/db.mv.db"))).isTrue();
		try {
			restored.succeed("up", "--detach", "--port", String.valueOf(restored.port()));
			assertHas(restored, before);
			assertKnows(restored, key);
		}
		finally {
			restored.succeed("down");
		}
	}

	private void assertHas(Cosymesh restored, Map<String, byte[]> before) {
		try (Gateway gateway = new Gateway(restored.credentials())) {
			List<String> voices = new ArrayList<>();
			for (JsonNode voice : Gateway
				.problem(gateway.send(gateway.get("/api/v1/voices?limit=100&builtIn=false").build()))
				.path("voices")) {
				voices.add(voice.path("id").asString());
			}
			assertThat(voices).containsAll(before.keySet()).hasSizeGreaterThan(before.size());
			voices.forEach((id) -> assertThat(prompt(gateway, id)).hasSizeGreaterThan(1000));
			before.forEach((id, audio) -> assertThat(prompt(gateway, id)).isEqualTo(audio));
		}
	}

	private static String newKey(Gateway gateway) {
		HttpResponse<byte[]> answer = gateway.send(gateway.get("/api/v1/keys")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"name\":\"kept\",\"scopes\":[\"speech\"]}"))
			.build());
		assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(201);
		return Gateway.problem(answer).path("key").asString();
	}

	private static void assertKnows(Cosymesh restored, String key) {
		try (Gateway operator = new Gateway(restored.credentials()); Gateway gateway = operator.with(key)) {
			assertThat(gateway.send(gateway.get("/api/v1/usage").build()).statusCode()).isEqualTo(200);
		}
	}

	private void addUntilDone(Gateway gateway) {
		while (!this.done.get()) {
			this.added.add(add(gateway, "Someone"));
		}
	}

	private static String add(Gateway gateway, String name) {
		HttpResponse<byte[]> answer = gateway.send(gateway.get("/api/v1/voices")
			.header("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(Map.of("name", name, "consent", "true"), Clips.ordinary()))
			.build());
		assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(201);
		return Gateway.problem(answer).path("id").asString();
	}

	private static byte[] prompt(Gateway gateway, String id) {
		HttpResponse<byte[]> answer = gateway.send(gateway.get("/api/v1/voices/" + id + "/prompt").build());
		assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
		return answer.body();
	}

}
