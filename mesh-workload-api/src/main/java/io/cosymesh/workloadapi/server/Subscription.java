package io.cosymesh.workloadapi.server;

import java.util.function.Consumer;
import java.util.function.Function;

import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * One client's open stream. A client that doesn't read misses messages in between, never
 * the newest; a message equal to the last is not sent again.
 *
 * @param <T> the messages of the stream
 */
final class Subscription<T extends Message> {

	private final ServedIdentity identity;

	private final Function<SvidSnapshot, T> answer;

	private final ServerCallStreamObserver<T> client;

	private final Consumer<Subscription<?>> whenEnded;

	private @Nullable T last;

	private boolean ended;

	Subscription(ServedIdentity identity, Function<SvidSnapshot, T> answer, ServerCallStreamObserver<T> client,
			Consumer<Subscription<?>> whenEnded) {
		this.identity = identity;
		this.answer = answer;
		this.client = client;
		this.whenEnded = whenEnded;
	}

	/**
	 * Sends the first message at once, or the reason why there is none.
	 */
	synchronized void open() {
		if (this.ended) {
			return;
		}
		switch (this.identity.state()) {
			case IdentityState.Valid valid -> send(valid.snapshot());
			case IdentityState.Missing missing -> end(Refusals.missing(missing));
			case IdentityState.Withdrawn withdrawn -> end(Refusals.withdrawn(withdrawn));
		}
	}

	/**
	 * Sends what is new. An SVID that has run out is no news: its successor is.
	 */
	synchronized void update() {
		if (this.ended) {
			return;
		}
		switch (this.identity.state()) {
			case IdentityState.Valid valid -> send(valid.snapshot());
			case IdentityState.Missing _ -> {
			}
			case IdentityState.Withdrawn withdrawn -> end(Refusals.withdrawn(withdrawn));
		}
	}

	/**
	 * Ends the stream because the server stops.
	 */
	synchronized void shutDown() {
		if (!this.ended) {
			end(Refusals.stopping());
		}
	}

	private void send(SvidSnapshot snapshot) {
		if (!this.client.isReady() && this.last != null) {
			return;
		}
		T message = this.answer.apply(snapshot);
		if (!message.equals(this.last)) {
			this.last = message;
			this.client.onNext(message);
		}
	}

	private void end(StatusRuntimeException reason) {
		this.ended = true;
		this.whenEnded.accept(this);
		this.client.onError(reason);
	}

}
