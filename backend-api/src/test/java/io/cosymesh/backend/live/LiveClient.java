package io.cosymesh.backend.live;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * A client with the JDK's WebSocket, which reads as it is told to.
 */
final class LiveClient implements WebSocket.Listener, AutoCloseable {

	final List<JsonNode> messages = new CopyOnWriteArrayList<>();

	final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final ByteArrayOutputStream audio = new ByteArrayOutputStream();

	private final StringBuilder partial = new StringBuilder();

	private final HttpClient http = HttpClient.newHttpClient();

	private final boolean reads;

	private final WebSocket socket;

	private LiveClient(URI uri, boolean reads) throws Exception {
		this.reads = reads;
		this.socket = this.http.newWebSocketBuilder().buildAsync(uri, this).get(10, TimeUnit.SECONDS);
	}

	static LiveClient open(int port) throws Exception {
		return new LiveClient(uri(port), true);
	}

	/** Opens a session of somebody who takes nothing of what is sent. */
	static LiveClient deaf(int port) throws Exception {
		return new LiveClient(uri(port), false);
	}

	private static URI uri(int port) {
		return URI.create("ws://127.0.0.1:%d/v1/audio/speech/stream".formatted(port));
	}

	LiveClient send(String json) {
		this.socket.sendText(json, true).join();
		return this;
	}

	LiveClient say(String text) {
		return send(JsonMapper.shared().createObjectNode().put("type", "input.text").put("text", text).toString());
	}

	/** Says something without waiting until it is on its way, which it may never be. */
	void sayIfAnybodyListens(String text) {
		this.socket.sendText("{\"type\":\"input.text\",\"text\":\"%s\"}".formatted(text), true)
			.exceptionally((_) -> this.socket);
	}

	void sendBinary() {
		this.socket.sendBinary(ByteBuffer.allocate(4), true).join();
	}

	/** Goes away without a word. */
	void vanish() {
		this.socket.abort();
	}

	JsonNode first(String type) {
		await().atMost(10, TimeUnit.SECONDS).until(() -> ofType(type).findAny().isPresent());
		return ofType(type).findFirst().orElseThrow();
	}

	Stream<JsonNode> ofType(String type) {
		return this.messages.stream().filter((message) -> message.path("type").asString().equals(type));
	}

	List<String> sentences(String type) {
		return ofType(type).map((message) -> message.path("sentence_text").asString()).toList();
	}

	synchronized String audio() {
		return this.audio.toString(StandardCharsets.UTF_8);
	}

	synchronized byte[] bytes() {
		return this.audio.toByteArray();
	}

	int closeCode() {
		await().atMost(10, TimeUnit.SECONDS).until(this.closed::isDone);
		return this.closed.join();
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
		this.http.shutdownNow();
	}

}
