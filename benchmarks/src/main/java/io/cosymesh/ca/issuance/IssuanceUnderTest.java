package io.cosymesh.ca.issuance;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;

import org.springframework.context.ApplicationContext;

import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidResponse;
import io.cosymesh.identity.tls.PeerCertificates;

/**
 * The CA's own issuance, from a request that is read to an answer that is ready to be
 * written.
 */
public final class IssuanceUnderTest {

	private final SvidIssuance issuance;

	private IssuanceUnderTest(SvidIssuance issuance) {
		this.issuance = issuance;
	}

	/**
	 * Finds the issuance of a CA.
	 * @param ca the running CA
	 * @return its issuance
	 */
	public static IssuanceUnderTest of(ApplicationContext ca) {
		return new IssuanceUnderTest(ca.getBean(SvidIssuance.class));
	}

	/**
	 * Prepares an attestation.
	 * @param document the bearer document
	 * @param csr the CSR, as text
	 * @return what issues one SVID, once
	 */
	public Callable<X509Certificate> attestation(String document, String csr) {
		Applicant applicant = new Applicant.Stranger(new BearerDocument(document));
		return () -> answer(applicant, csr);
	}

	/**
	 * Renews an SVID.
	 * @param current the SVID
	 * @param csr the CSR, as text
	 * @return the next SVID
	 */
	public X509Certificate renew(X509Certificate current, String csr) {
		return answer(new Applicant.Holder(PeerCertificates.idOf(current), current.getSerialNumber()), csr);
	}

	private X509Certificate answer(Applicant applicant, String csr) {
		IssuedSvid issued = this.issuance.issue(applicant, new SvidWish(csr, null), InetAddress.getLoopbackAddress());
		X509Certificate leaf = issued.chain().getFirst();

		return leaf;
	}

}
