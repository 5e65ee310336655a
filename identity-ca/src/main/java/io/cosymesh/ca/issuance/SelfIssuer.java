package io.cosymesh.ca.issuance;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;

/**
 * Issues the CA's own SVID within the process, under the same CSR policy as everybody's.
 */
final class SelfIssuer implements SvidIssuer {

	private static final Logger logger = LoggerFactory.getLogger(SelfIssuer.class);

	private final WorkloadName self;

	private final CsrPolicy csrPolicy;

	private final IssuingAuthority authority;

	private final PublishedBundle bundle;

	private final InstantSource clock;

	SelfIssuer(WorkloadName self, CsrPolicy csrPolicy, IssuingAuthority authority, PublishedBundle bundle,
			InstantSource clock) {
		this.self = self;
		this.csrPolicy = csrPolicy;
		this.authority = authority;
		this.bundle = bundle;
		this.clock = clock;
	}

	@Override
	public IssuedSvid issue(byte[] csrDer) throws IssuanceException {
		try {
			SigningRequest request = SigningRequest.parse(csrDer);
			PublicKey key = this.csrPolicy.check(request, this.self.spiffeId());
			List<X509Certificate> chain = this.authority
				.issue(new LeafRequest(this.self.spiffeId(), key, request.csr(), this.authority.maxTtl()));
			logger.info("event=svid-issued spiffeId={} serial={} notAfter={} attestor=self", this.self,
					chain.getFirst().getSerialNumber().toString(16), chain.getFirst().getNotAfter().toInstant());
			return new IssuedSvid(chain, this.bundle.current(), this.clock.instant());
		}
		catch (RefusedException ex) {
			throw IssuanceException.lasting("The CA refuses its own CSR: " + ex.refusal().code(), ex);
		}
		catch (IssuerUnavailableException ex) {
			throw IssuanceException.passing("The issuing authority cannot sign now", ex);
		}
	}

}
