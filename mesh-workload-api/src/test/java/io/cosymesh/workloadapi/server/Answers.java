package io.cosymesh.workloadapi.server;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server has sent on one stream.
 */
final class Answers<T> implements StreamObserver<T> {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final BlockingQueue<T> messages = new LinkedBlockingQueue<>();

	private final CompletableFuture<Status> end = new CompletableFuture<>();

	static Answers<X509SVIDResponse> svids(Channel channel) {
		Answers<X509SVIDResponse> answers = new Answers<>();
		SpiffeWorkloadAPIGrpc.newStub(channel).fetchX509SVID(X509SVIDRequest.getDefaultInstance(), answers);
		return answers;
	}

	static Answers<X509BundlesResponse> bundles(Channel channel) {
		Answers<X509BundlesResponse> answers = new Answers<>();
		SpiffeWorkloadAPIGrpc.newStub(channel).fetchX509Bundles(X509BundlesRequest.getDefaultInstance(), answers);
		return answers;
	}

	static Answers<JWTBundlesResponse> jwtBundles(Channel channel) {
		Answers<JWTBundlesResponse> answers = new Answers<>();
		SpiffeWorkloadAPIGrpc.newStub(channel).fetchJWTBundles(JWTBundlesRequest.getDefaultInstance(), answers);
		return answers;
	}

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
