package io.cosymesh.ca.limits;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much and how often may be asked: rates are requests per second on average, bursts
 * requests at once.
 *
 * @param requestSize largest body that is read
 * @param sourceRate attestations from one address
 * @param sourceBurst attestations at once from one address
 * @param peerRate renewals and JWT-SVIDs for one SPIFFE ID
 * @param peerBurst renewals and JWT-SVIDs at once for one SPIFFE ID
 * @param globalRate attestations from everybody, and as many renewals and JWT-SVIDs
 * @param globalBurst attestations at once from everybody, and as many renewals and
 * JWT-SVIDs
 */
@Validated
@ConfigurationProperties("cosymesh.ca.limits")
record LimitsSettings(@DefaultValue("64KB") @NotNull DataSize requestSize,
		@DefaultValue("200") @Positive int sourceRate, @DefaultValue("1500") @Positive int sourceBurst,
		@DefaultValue("20") @Positive int peerRate, @DefaultValue("200") @Positive int peerBurst,
		@DefaultValue("500") @Positive int globalRate, @DefaultValue("3000") @Positive int globalBurst) {
}
