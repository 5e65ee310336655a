package io.cosymesh.identity.issuance;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * A CA's answer that has come over a verified connection and still has to make sense: the
 * bundle is believed because of the connection, the SVID because of the bundle.
 */
final class SvidReply {

	private final SvidResponse response;

	private final Instant answered;

	private final SpiffeId expected;

	private final byte[] csrDer;

	SvidReply(CaAnswer<SvidResponse> answer, SpiffeId expected, byte[] csrDer) {
		this.response = answer.body();
		this.answered = answer.answered();
		this.expected = expected;
		this.csrDer = csrDer;
	}

	IssuedSvid verified(Instant now) throws IssuanceException {
		try {
			TrustBundle bundle = SpiffeBundleFormat.parse(this.expected.getTrustDomain(), this.response.bundle());
			List<X509Certificate> chain = this.response.chainCertificates();
			requireName(ChainOfTrust.verify(chain, bundle, now));
			requireKeyOfTheRequest(chain.getFirst());
			return new IssuedSvid(chain, bundle, this.response.time(), this.answered);
		}
		catch (SvidRefusedException ex) {
			throw unusable(ex, now);
		}
		catch (CertificateException | MalformedBundleException ex) {
			throw IssuanceException.passing("The CA answered with an unreadable chain or trust bundle", ex);
		}
	}

	private void requireName(SpiffeId issued) throws IssuanceException {
		if (!issued.equals(this.expected)) {
			throw IssuanceException.lasting(
					"The CA issued %s to a workload configured as %s: check the service account and what it attests with"
						.formatted(issued, this.expected),
					null);
		}
	}

	private void requireKeyOfTheRequest(X509Certificate leaf) throws SvidRefusedException {
		try {
			byte[] requested = new PKCS10CertificationRequest(this.csrDer).getSubjectPublicKeyInfo().getEncoded();
			if (!Arrays.equals(requested, leaf.getPublicKey().getEncoded())) {
				throw new SvidRefusedException(SvidRefusal.KEY_MISMATCH,
						"the leaf's key is not the one of the request");
			}
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("The request is not PKCS #10", ex);
		}
	}

	private IssuanceException unusable(SvidRefusedException refused, Instant now) {
		String clocks = switch (refused.refusal()) {
			case EXPIRED, NOT_YET_VALID ->
				"; the CA's clock says %s, this one says %s".formatted(this.response.time(), now);
			default -> "";
		};
		return IssuanceException.skewed("The CA issued an SVID that is not usable: " + refused.getMessage() + clocks,
				refused, Duration.between(this.answered, this.response.time()));
	}

}
