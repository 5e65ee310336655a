package io.cosymesh.workloadapi.server;

import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIImplBase;
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

	WorkloadApiRpcs(Subscriptions subscriptions, X509Answers x509) {
		this.subscriptions = subscriptions;
		this.x509 = x509;
	}

	@Override
	public void fetchX509SVID(X509SVIDRequest request, StreamObserver<X509SVIDResponse> client) {
		this.subscriptions.add(client, this.x509::svids);
	}

	@Override
	public void fetchX509Bundles(X509BundlesRequest request, StreamObserver<X509BundlesResponse> client) {
		this.subscriptions.add(client, this.x509::bundles);
	}

}
