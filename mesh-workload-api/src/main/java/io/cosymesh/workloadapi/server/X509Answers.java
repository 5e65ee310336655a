package io.cosymesh.workloadapi.server;

import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import com.google.protobuf.ByteString;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * The messages of the X.509 profile, each one complete.
 *
 * @param hint what the operator says the SVID is for; may be empty
 */
record X509Answers(String hint) {

	X509SVIDResponse svids(SvidSnapshot snapshot) {
		X509Svid svid = snapshot.svid();
		X509SVID only = X509SVID.newBuilder()
			.setSpiffeId(svid.getSpiffeId().toString())
			.setX509Svid(der(svid.getChain()))
			.setX509SvidKey(ByteString.copyFrom(svid.getPrivateKey().getEncoded()))
			.setBundle(authorities(snapshot.bundle()))
			.setHint(this.hint)
			.build();
		X509SVIDResponse.Builder response = X509SVIDResponse.newBuilder().addSvids(only);
		snapshot.bundles()
			.federated()
			.values()
			.forEach((bundle) -> response.putFederatedBundles(bundle.trustDomain().toIdString(), authorities(bundle)));
		return response.build();
	}

	X509BundlesResponse bundles(SvidSnapshot snapshot) {
		X509BundlesResponse.Builder response = X509BundlesResponse.newBuilder();
		snapshot.bundles()
			.all()
			.forEach((bundle) -> response.putBundles(bundle.trustDomain().toIdString(), authorities(bundle)));
		return response.build();
	}

	// The client knows nothing of our lists of distrust, so a revoked root just isn't
	// there.
	private static ByteString authorities(TrustBundle bundle) {
		List<X509Certificate> trusted = bundle.authorities()
			.stream()
			.filter((authority) -> !bundle.distrust().revokes(authority))
			.sorted(Comparator.comparing(X509Certificate::getSerialNumber))
			.toList();
		return der(trusted);
	}

	private static ByteString der(Collection<X509Certificate> certificates) {
		ByteArrayOutputStream der = new ByteArrayOutputStream();
		for (X509Certificate certificate : certificates) {
			try {
				der.writeBytes(certificate.getEncoded());
			}
			catch (CertificateEncodingException ex) {
				throw new IllegalStateException("A certificate in use has no encoded form", ex);
			}
		}
		return ByteString.copyFrom(der.toByteArray());
	}

}
