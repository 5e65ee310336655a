package io.cosymesh.workloadapi.server;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server has sent on one stream.
 */
final class Answers<T> implements StreamObserver<T> {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final BlockingQueue<T> messages = new LinkedBlockingQueue<>();

	private final CompletableFuture<Status> end = new CompletableFuture<>();

	@Override
	public void onNext(T message) {
		this.messages.add(message);
	}

	@Override
	public void onError(Throwable error) {
		this.end.complete(Status.fromThrowable(error));
	}

	@Override
	public void onCompleted() {
		this.end.complete(Status.OK);
	}

	T next() throws Exception {
		T message = this.messages.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(message).as("the next message; the stream ended with %s", this.end).isNotNull();
		return message;
	}

	Status end() throws Exception {
		return this.end.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
	}

	boolean isOpen() {
		return !this.end.isDone();
	}

	int waiting() {
		return this.messages.size();
	}

}
