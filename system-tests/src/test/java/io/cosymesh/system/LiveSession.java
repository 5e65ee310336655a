package io.cosymesh.system;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A listener to live speech with the JDK's WebSocket.
 */
final class LiveSession implements WebSocket.Listener, AutoCloseable {

	final List<JsonNode> messages = new CopyOnWriteArrayList<>();

	final CompletableFuture<Instant> firstAudio = new CompletableFuture<>();

	final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final ByteArrayOutputStream audio = new ByteArrayOutputStream();

	private final StringBuilder partial = new StringBuilder();

	private final boolean reads;

	private volatile WebSocket socket;

	private LiveSession(boolean reads) {
		this.reads = reads;
	}

	static LiveSession open(WebSocket.Builder builder, Gateway gateway, boolean reads) throws Exception {
		LiveSession session = new LiveSession(reads);
		session.socket = builder.buildAsync(gateway.webSocket("/v1/audio/speech/stream"), session)
			.get(30, TimeUnit.SECONDS);
		return session;
	}

	LiveSession send(Map<String, ?> message) {
		this.socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
		return this;
	}

	LiveSession say(String text) {
		return send(Map.of("type", "input.text", "text", text));
	}

	void vanish() {
		this.socket.abort();
	}

	JsonNode await(String type) {
		Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> ofType(type).findAny().isPresent());
		return ofType(type).findFirst().orElseThrow();
	}

	Stream<JsonNode> ofType(String type) {
		return this.messages.stream().filter((message) -> message.path("type").asString().equals(type));
	}

	synchronized byte[] audio() {
		return this.audio.toByteArray();
	}

	@Override
	public void onOpen(WebSocket opened) {
		if (this.reads) {
			opened.request(1);
		}
	}

	@Override
	public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		this.partial.append(data);
		if (last) {
			this.messages.add(JsonMapper.shared().readTree(this.partial.toString()));
			this.partial.setLength(0);
		}
		from.request(1);
		return null;
	}

	@Override
	public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
		this.firstAudio.complete(Instant.now());
		byte[] bytes = new byte[data.remaining()];
		data.get(bytes);
		this.audio.writeBytes(bytes);
		from.request(1);
		return null;
	}

	@Override
	public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
		this.closed.complete(code);
		return null;
	}

	@Override
	public void onError(WebSocket from, Throwable error) {
		this.closed.complete(-1);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
