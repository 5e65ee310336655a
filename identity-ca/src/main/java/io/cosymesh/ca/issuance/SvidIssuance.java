package io.cosymesh.ca.issuance;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.Timer;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.Attestors;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.limits.RequestLimits;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.issuance.IssuedSvid;

/**
 * From an application to an SVID: attest, take the name from what was proved, judge the
 * CSR, sign, record the lineage, log.
 */
final class SvidIssuance {

	private final RequestLimits limits;

	private final Attestors attestors;

	private final CsrPolicy csrPolicy;

	private final IssuingAuthority authority;

	private final PublishedBundle bundle;

	private final Lineages lineages;

	private final IssuanceAudit audit;

	private final IssuanceMetrics metrics;

	private final InstantSource clock;

	SvidIssuance(RequestLimits limits, Attestors attestors, CsrPolicy csrPolicy, IssuingAuthority authority,
			PublishedBundle bundle, Lineages lineages, IssuanceMetrics metrics, InstantSource clock) {
		this.limits = limits;
		this.attestors = attestors;
		this.csrPolicy = csrPolicy;
		this.authority = authority;
		this.bundle = bundle;
		this.lineages = lineages;
		this.audit = new IssuanceAudit();
		this.metrics = metrics;
		this.clock = clock;
	}

	/**
	 * Issues an SVID, or refuses and logs why.
	 * @param applicant who asks
	 * @param wish what they ask for
	 * @param source where they ask from, for the log
	 * @return the SVID
	 * @throws RefusedException if they can't have it
	 */
	IssuedSvid issue(Applicant applicant, SvidWish wish, InetAddress source) {
		try {
			admit(applicant, source);
			return switch (applicant) {
				case Applicant.Nobody() -> throw RefusedException.of(Refusal.DOCUMENT_MISSING,
						"The request brings neither a bearer document nor a client certificate.");
				case Applicant.Stranger(BearerDocument document) ->
					attest(document, SvidOrder.of(wish, this.authority.maxTtl()), source);
				case Applicant.Holder(SpiffeId id, BigInteger serial) ->
					renew(id, serial, SvidOrder.of(wish, this.authority.maxTtl()), source);
			};
		}
		catch (RefusedException ex) {
			this.audit.refused(applicant, ex, source);
			throw ex;
		}
	}

	private void admit(Applicant applicant, InetAddress source) {
		switch (applicant) {
			case Applicant.Holder(SpiffeId id, var _) -> this.limits.admit(id);
			case Applicant.Stranger _, Applicant.Nobody _ -> this.limits.admit(source);
		}
	}

	private IssuedSvid attest(BearerDocument document, SvidOrder order, InetAddress source) {
		Timer.Sample begun = this.metrics.begin();
		Attestation attestation = this.attestors.attest(document);
		List<X509Certificate> chain = signFirst(attestation, order);
		this.lineages.begin(attestation, chain.getFirst());
		this.audit.issued(attestation, chain.getFirst(), source);
		this.metrics.issued(begun, attestation.attestor(), IssuanceMetrics.Kind.ATTESTED);
		return issued(chain);
	}

	private IssuedSvid renew(SpiffeId id, BigInteger serial, SvidOrder order, InetAddress source) {
		Timer.Sample begun = this.metrics.begin();
		Lineage lineage = this.lineages.require(id, serial);
		this.attestors.requireStanding(lineage.attestation());
		List<X509Certificate> chain = sign(id, order);
		this.lineages.advance(lineage, serial, chain.getFirst());
		this.audit.renewed(lineage.attestation(), serial, chain.getFirst(), source);
		this.metrics.issued(begun, lineage.attestation().attestor(), IssuanceMetrics.Kind.RENEWED);
		return issued(chain);
	}

	// "Try again later" must not cost the only document there is.
	private List<X509Certificate> signFirst(Attestation attestation, SvidOrder order) {
		try {
			return sign(attestation.workload().spiffeId(), order);
		}
		catch (RefusedException ex) {
			if (ex.refusal() == Refusal.ISSUER_UNAVAILABLE) {
				this.attestors.giveBack(attestation);
			}
			throw ex;
		}
	}

	private List<X509Certificate> sign(SpiffeId id, SvidOrder order) {
		try {
			PublicKey key = this.csrPolicy.check(order.request(), id);
			return this.authority.issue(new LeafRequest(id, key, order.request().csr(), order.ttl()));
		}
		catch (RefusedException ex) {
			throw ex.claiming(id);
		}
		catch (IssuerUnavailableException ex) {
			throw RefusedException.of(Refusal.ISSUER_UNAVAILABLE, "The issuing authority cannot sign now.")
				.retryAfter(ex.retryAfter())
				.claiming(id);
		}
	}

	private IssuedSvid issued(List<X509Certificate> chain) {
		return new IssuedSvid(chain, this.bundle.current(), this.clock.instant());
	}

}
