-- Which events are said to have happened within so many kilometres of a point? near(latitude, longitude, km)
-- Great-circle distance on a sphere of 6,371 km; events without coordinates are never near anything.
CREATE MACRO near(latitude, longitude, km) AS TABLE
SELECT
    round(2 * 6371 * asin(sqrt(
        pow(sin(radians(lat - latitude) / 2), 2)
        + cos(radians(latitude)) * cos(radians(lat)) * pow(sin(radians(lon - longitude) / 2), 2)
    )), 1) AS distance_km,
    event.*
FROM event
WHERE 2 * 6371 * asin(sqrt(
        pow(sin(radians(lat - latitude) / 2), 2)
        + cos(radians(latitude)) * cos(radians(lat)) * pow(sin(radians(lon - longitude) / 2), 2)
    )) <= km
ORDER BY distance_km, event_id
