package io.cosymesh.ca.bundle;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Publishes the trust bundle before the CA opens a port.
 */
@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(BundleConfiguration.class);

	@Bean
	PublishedBundle publishedBundle(WorkloadName self, IssuingAuthority authority, CaSettings settings,
			JdbcClient database, InstantSource clock) {
		TrustBundle bundle = new BundleSequence(database, clock).number(self.trustDomain(), authority.roots(),
				settings.bundleRefreshHint());
		StateDirectory.publish(settings.trustBundleFile(),
				SpiffeBundleFormat.write(bundle).getBytes(StandardCharsets.UTF_8));
		logger.info("event=bundle-published file={} sequence={} roots={}", settings.trustBundleFile(),
				bundle.sequence(), bundle.authorities().size());
		return new PublishedBundle(bundle);
	}

}
