package io.cosymesh.webui.routing;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears what comes over a WebSocket, if it wants to.
 */
final class Listener implements WebSocket.Listener {

	final List<String> heard = new CopyOnWriteArrayList<>();

	final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final StringBuilder partial = new StringBuilder();

	private final boolean reads;

	Listener(boolean reads) {
		this.reads = reads;
	}

	@Override
	public void onOpen(WebSocket opened) {
		if (this.reads) {
			opened.request(Long.MAX_VALUE);
		}
	}

	@Override
	public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		this.partial.append(data);
		if (last) {
			this.heard.add(this.partial.toString());
			this.partial.setLength(0);
		}
		return null;
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
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

}
