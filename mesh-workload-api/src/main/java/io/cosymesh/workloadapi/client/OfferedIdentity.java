package io.cosymesh.workloadapi.client;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import io.spiffe.exception.X509SvidException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * What one message of a Workload API offers to a workload: its SVID, not yet checked
 * against any bundle, and everything it is to trust.
 *
 * @param svid the SVID named after the workload
 * @param bundles all bundles, that of the own trust domain among them
 */
record OfferedIdentity(X509Svid svid, Map<TrustDomain, TrustBundle> bundles) {

	private static final Logger log = LoggerFactory.getLogger(OfferedIdentity.class);

	private static final int MAX_NAMED = 5;

	private static final int MAX_NAME = 200;

	static OfferedIdentity read(X509SVIDResponse message, SpiffeId self) throws SvidRefusedException {
		X509SVID own = message.getSvidsList()
			.stream()
			.filter((svid) -> svid.getSpiffeId().equals(self.toString()))
			.findFirst()
			.orElseThrow(() -> otherNames(message.getSvidsList(), self));
		requireComplete(own);
		Map<TrustDomain, TrustBundle> bundles = new HashMap<>();
		message.getFederatedBundlesMap().forEach((id, der) -> addFederated(bundles, id, der));
		bundles.put(self.getTrustDomain(), bundle(self.getTrustDomain(), own.getBundle()));
		return new OfferedIdentity(svid(own), bundles);
	}

	/**
	 * Returns whether a message names a workload at all: what a complete message leaves
	 * out is taken back.
	 */
	static boolean names(X509SVIDResponse message, SpiffeId self) {
		return message.getSvidsList().stream().anyMatch((svid) -> svid.getSpiffeId().equals(self.toString()));
	}

	private static SvidRefusedException otherNames(List<X509SVID> offered, SpiffeId self) {
		String names = offered.stream()
			.limit(MAX_NAMED)
			.map((svid) -> safe(svid.getSpiffeId()))
			.collect(Collectors.joining(", "));
		return new SvidRefusedException(SvidRefusal.NAME_MISMATCH,
				"it offers %s; this workload is %s".formatted(names.isEmpty() ? "no SVID" : names, self));
	}

	private static void requireComplete(X509SVID svid) throws SvidRefusedException {
		if (svid.getX509Svid().isEmpty() || svid.getX509SvidKey().isEmpty() || svid.getBundle().isEmpty()) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE,
					"the message lacks the chain, the key or the bundle");
		}
	}

	private static X509Svid svid(X509SVID offered) throws SvidRefusedException {
		try {
			return X509Svid.parseRaw(offered.getX509Svid().toByteArray(), offered.getX509SvidKey().toByteArray());
		}
		// java-spiffe lets unchecked exceptions out for some certificates. The cause is
		// left out: it may quote the key.
		catch (X509SvidException | RuntimeException ex) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE,
					"the chain is not one of an SVID, or the key not its own");
		}
	}

	// One bundle that can't be used makes its own trust domain strangers, nobody else.
	private static void addFederated(Map<TrustDomain, TrustBundle> bundles, String id, ByteString der) {
		try {
			TrustDomain trustDomain = TrustDomain.parse(id);
			StrictSpiffeId.requireUsable(trustDomain);
			bundles.put(trustDomain, bundle(trustDomain, der));
		}
		catch (SvidRefusedException | RuntimeException ex) {
			log.warn("event=federated-bundle-ignored trust-domain={}", safe(id));
		}
	}

	private static TrustBundle bundle(TrustDomain trustDomain, ByteString der) throws SvidRefusedException {
		try {
			Set<X509Certificate> authorities = new LinkedHashSet<>();
			CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(der.toByteArray()))
				.forEach((certificate) -> authorities.add((X509Certificate) certificate));
			return new TrustBundle(trustDomain, authorities, 0, TrustBundle.DEFAULT_REFRESH_HINT);
		}
		catch (CertificateException ex) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE, "the bundle can't be read");
		}
	}

	private static String safe(String text) {
		String printable = text.replaceAll("[^\\x21-\\x7e]", "?");
		return (printable.length() <= MAX_NAME) ? printable : printable.substring(0, MAX_NAME);
	}

	@Override
	public String toString() {
		return "OfferedIdentity[spiffeId=%s, bundles=%s]".formatted(this.svid.getSpiffeId(), this.bundles.keySet());
	}

}
