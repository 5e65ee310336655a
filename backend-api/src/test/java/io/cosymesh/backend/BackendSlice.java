package io.cosymesh.backend;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

import io.cosymesh.mesh.problem.ProblemAutoConfiguration;

/**
 * All of backend-api but its place in the mesh: no identity is needed, and what plays its
 * peers is up to the test.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan(basePackages = "io.cosymesh.backend",
		excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
				pattern = ".*\\.BackendApiApplication|.*\\.CallerConfiguration|.*(Tests|IT)(\\$.*)?"))
@ImportAutoConfiguration({ CodecsAutoConfiguration.class, ConfigurationPropertiesAutoConfiguration.class,
		DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		FlywayAutoConfiguration.class, HttpHandlerAutoConfiguration.class, JacksonAutoConfiguration.class,
		JdbcClientAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
		NettyReactiveWebServerAutoConfiguration.class, ProblemAutoConfiguration.class, WebFluxAutoConfiguration.class })
public class BackendSlice {

}
