package io.cosymesh.backend.storage;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a tenant may keep at most.
 *
 * @param bytes of audio; nothing is no limit
 * @param voices number of voices; nothing is no limit
 * @param overrides tenants with limits of their own; what they leave out is as for all
 */
@ConfigurationProperties("cosymesh.storage.quota")
@Validated
record QuotaProperties(@Nullable DataSize bytes, @Nullable @PositiveOrZero Long voices,
		@DefaultValue Map<String, @Valid Limits> overrides) {

	Limits limits(String tenant) {
		Limits own = this.overrides.get(tenant);
		if (own == null) {
			return new Limits(this.bytes, this.voices);
		}
		return new Limits((own.bytes() != null) ? own.bytes() : this.bytes,
				(own.voices() != null) ? own.voices() : this.voices);
	}

	/**
	 * Limits of a tenant.
	 *
	 * @param bytes of audio; nothing is no limit
	 * @param voices number of voices; nothing is no limit
	 */
	record Limits(@Nullable DataSize bytes, @Nullable @PositiveOrZero Long voices) {

	}

}
