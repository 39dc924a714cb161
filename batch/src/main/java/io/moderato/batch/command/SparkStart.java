package io.moderato.batch.command;

import io.moderato.batch.BatchException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark, in this process unless spark-submit says where. */
final class SparkStart {
    private SparkStart() {}

    /**
     * A Spark for one job.
     *
     * @param cores how many cores it uses in this process; 0 for all
     * @throws BatchException if it does not start, for example with too little memory
     */
    static JavaSparkContext start(String name, int cores) {
        SparkConf conf = new SparkConf().setAppName(name);
        if (!conf.contains("spark.master")) {
            conf.setMaster("local[" + (cores == 0 ? "*" : cores) + "]")
                    .set("spark.ui.enabled", "false")
                    .set("spark.driver.host", "127.0.0.1")
                    .set("spark.driver.bindAddress", "127.0.0.1");
        }
        try {
            return new JavaSparkContext(conf);
        } catch (IllegalArgumentException refused) {
            throw new BatchException("Spark does not start: " + refused.getMessage(), refused);
        }
    }
}
