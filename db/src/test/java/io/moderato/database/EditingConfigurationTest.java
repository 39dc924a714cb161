package io.moderato.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.embedded.TestServers;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.Attribute;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.hibernate.SessionFactory;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Flyway makes the tables, and JPA fits them. Entities stay in their stores and load nothing later. */
class EditingConfigurationTest extends StoreTest {
    @Autowired
    EntityManagerFactory entities;

    @Test
    void refusesToStartOnTablesThatDoNotFit() throws Exception {
        String url = TestServers.newDatabase();
        start(url).close();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE blocklist DROP COLUMN edit_version");
        }

        assertThatThrownBy(() -> start(url).close())
                .rootCause()
                .isInstanceOf(SchemaManagementException.class)
                .hasMessageContaining("missing column [edit_version] in table [blocklist]");
    }

    @Test
    void entitiesStayInTheirStoreAndLoadNothingLater() {
        assertThat(entities.getMetamodel().getEntities()).isNotEmpty().allSatisfy(entity -> {
            assertThat(Modifier.isPublic(entity.getJavaType().getModifiers())).isFalse();
            assertThat(entity.getJavaType().getPackageName()).endsWith(".store");
            assertThat(entity.getAttributes()).noneMatch(Attribute::isAssociation);
        });
    }

    @Test
    void keepsNothingThatAnotherProcessMayHaveChanged() {
        assertThat(entities.unwrap(SessionFactory.class)
                        .getSessionFactoryOptions()
                        .isSecondLevelCacheEnabled())
                .isFalse();
    }

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(Stores.class)
                .web(WebApplicationType.NONE)
                .run("--spring.datasource.url=" + url);
    }
}
