package io.cosymesh.workloadapi.server;

import java.util.function.Supplier;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIImplBase;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTBundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.JWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.ValidateJWTSVIDResponse;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesRequest;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;

/**
 * The requests of the official service, one method each.
 */
final class WorkloadApiRpcs extends SpiffeWorkloadAPIImplBase {

	private final Subscriptions subscriptions;

	private final X509Answers x509;

	private final JwtAnswers jwt;

	private final JwtRequests jwtRequests;

	WorkloadApiRpcs(Subscriptions subscriptions, X509Answers x509, JwtAnswers jwt, JwtRequests jwtRequests) {
		this.subscriptions = subscriptions;
		this.x509 = x509;
		this.jwt = jwt;
		this.jwtRequests = jwtRequests;
	}

	@Override
	public void fetchX509SVID(X509SVIDRequest request, StreamObserver<X509SVIDResponse> client) {
		this.subscriptions.add(client, this.x509::svids);
	}

	@Override
	public void fetchX509Bundles(X509BundlesRequest request, StreamObserver<X509BundlesResponse> client) {
		this.subscriptions.add(client, this.x509::bundles);
	}

	@Override
	public void fetchJWTSVID(JWTSVIDRequest request, StreamObserver<JWTSVIDResponse> client) {
		answer(client, () -> this.jwtRequests.fetch(request));
	}

	@Override
	public void fetchJWTBundles(JWTBundlesRequest request, StreamObserver<JWTBundlesResponse> client) {
		this.subscriptions.add(client, this.jwt::bundles);
	}

	@Override
	public void validateJWTSVID(ValidateJWTSVIDRequest request, StreamObserver<ValidateJWTSVIDResponse> client) {
		answer(client, () -> this.jwtRequests.validate(request));
	}

	private static <A> void answer(StreamObserver<A> client, Supplier<A> answer) {
		A message;
		try {
			message = answer.get();
		}
		catch (StatusRuntimeException ex) {
			client.onError(ex);
			return;
		}
		client.onNext(message);
		client.onCompleted();
	}

}
