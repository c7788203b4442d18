//! The sample world's own pages and endpoints: choosing somebody to be, sent mail, the clock, and starting over.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use api::path;
use api::sessions::SignInMethod;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, Utc};
use maud::html;
use serde::{Deserialize, Serialize};
use text::{Locale, Texts};

use crate::app::{App, Shared};
use crate::base::clock::from_millis;
use crate::base::date_time::date_time;
use crate::base::time_zone::Zone;
use crate::domains::email::EmailAddress;
use crate::error::{Error, Invalid};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::Guard;
use crate::http::html::page;
use crate::mail::{render, zone_of};
use crate::routes::sign_in::{begin_session, kept_notice, texts_for};
use crate::routes::{Form, Json};
use crate::sample::cast::{CAST, CastMember};
use crate::sample::load;
use crate::store::outbox;
use crate::store::{actor, person, sample_clock};

const SIGN_IN: &str = "/sample/sign-in";

/// Ten years: further than anything here lasts.
const FARTHEST_SECONDS: i64 = 315_360_000;

/// The endpoints that the API's description lists.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint!(mail, Guard::SampleWorld),
        endpoint!(advance_clock, Guard::SampleWorld; Invalid),
        endpoint!(reset, Guard::SampleWorld),
    ]
}

/// The pages.
pub fn pages() -> Vec<Endpoint> {
    vec![
        Endpoint::get("/sample/mail", Guard::SampleWorld, mail_page),
        Endpoint::post(SIGN_IN, Guard::SampleWorld, sign_in),
    ]
}

/// A mail that was sent.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SentMail {
    message_id: String,
    to: String,
    sent_at: DateTime<Utc>,
    subject: String,
    text: String,
}

/// The body of `POST /sample/clock`.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvanceClock {
    /// 0 to 315,360,000, added to what the clock is ahead already.
    #[serde(default)]
    advance_seconds: Option<i64>,
    /// Instead of that: a moment at which the clock stands still until it is advanced again.
    #[serde(default)]
    stand_at: Option<DateTime<Utc>>,
}

/// The sample world's time.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SampleTime {
    now: DateTime<Utc>,
}

/// Sent mail, newest first.
#[utoipa::path(get, path = path::SAMPLE_MAIL, responses((status = 200, body = [SentMail])))]
pub async fn mail(State(app): State<Shared>) -> Result<Answer<Vec<SentMail>>, Error> {
    Ok(Answer(sent_mail(&app).await?))
}

/// Sets the clock ahead, or stops it.
#[utoipa::path(post, path = path::SAMPLE_CLOCK, request_body = AdvanceClock,
    responses((status = 200, body = SampleTime)))]
pub async fn advance_clock(
    State(app): State<Shared>,
    Json(body): Json<AdvanceClock>,
) -> Result<Answer<SampleTime>, Error> {
    if let (Some(moment), None) = (body.stand_at, body.advance_seconds) {
        app.clock.stand_at(moment);
        return Ok(Answer(SampleTime { now: app.clock.now() }));
    }
    let advance = body.advance_seconds.unwrap_or(-1);
    let ahead = app.clock.ahead_seconds().saturating_add(advance);
    if !(0..=FARTHEST_SECONDS).contains(&advance) || ahead > FARTHEST_SECONDS {
        return Err(Invalid::new("advance_seconds", |texts| texts.invalid_advance_seconds()).into());
    }
    let mut tx = app.db.begin().await?;
    sample_clock::set(&mut tx, ahead).await?;
    tx.commit().await?;
    app.clock.set_ahead(ahead);
    Ok(Answer(SampleTime { now: app.clock.now() }))
}

/// Makes the world anew, as it was at its first start. Everybody is signed out.
#[utoipa::path(post, path = path::SAMPLE_RESET, responses((status = 204)))]
pub async fn reset(State(app): State<Shared>) -> Result<StatusCode, Error> {
    load::reset(&app).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The page that lists the people worth being.
///
/// `kept`: a session ended within a form, whose text the browser keeps.
pub async fn cast_page(
    app: &App,
    texts: &'static Texts,
    next: &str,
    kept: bool,
    unknown: Option<&str>,
) -> Result<Response, Error> {
    let cast = CAST;
    let emails: Vec<&str> = cast.iter().map(|member| member.email).collect();
    let names = actor::names(&app.db, &emails).await?;
    let name = |email: &str| names.get(email).map_or(email, String::as_str).to_owned();
    let why = |member: &CastMember| match texts.locale() {
        Locale::En => member.why_en.to_string(),
        Locale::Fr => member.why_fr.to_string(),
    };
    let body = html! {
        @if kept { (kept_notice(texts)) }
        p.page__lead { (texts.sample_sign_in_lead()) }
        ul.people {
            @for member in cast {
                li.person {
                    form method="post" action=(SIGN_IN) {
                        input type="hidden" name="next" value=(next);
                        button.button type="submit" name="email" value=(member.email) translate="no"
                            aria-label=(texts.sample_sign_in_as(&name(member.email))) { (name(member.email)) }
                        p.person__note { (why(member)) }
                        p.person__mail.muted translate="no" { (member.email) }
                    }
                }
            }
        }
        h2 { (texts.sample_sign_in_other()) }
        form.form method="post" action=(SIGN_IN) {
            input type="hidden" name="next" value=(next);
            div.field."field--invalid"[unknown.is_some()] {
                label.field__label for="email" { (texts.sample_sign_in_email()) }
                @if let Some(email) = unknown {
                    p.field__error id="email-error" { (texts.sample_sign_in_unknown(email)) }
                }
                input.field__input id="email" name="email" type="email" autocomplete="off" required value=(unknown.unwrap_or_default())
                    aria-describedby=[unknown.map(|_| "email-error")] aria-invalid=[unknown.map(|_| "true")];
            }
            button.button type="submit" { (texts.action_sign_in()) }
        }
        p { a.link href={ "/sign-in/code?next=" (path::segment(next)) } { (texts.sample_sign_in_code()) } }
    };
    Ok(page(texts, texts.sample_sign_in_title(), body))
}

/// The form of the page that lists the people worth being.
#[derive(Deserialize)]
struct SampleSignIn {
    email: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(app): State<Shared>,
    headers: HeaderMap,
    Form(form): Form<SampleSignIn>,
) -> Result<Response, Error> {
    let known = match EmailAddress::parse(&form.email) {
        Ok(email) => person::key_by_email(&app.db, &email.folded()).await?,
        Err(_) => None,
    };
    match known {
        Some(key) => begin_session(&app, &headers, key, &SignInMethod::Sample, &form.next).await,
        None => {
            let mut response = cast_page(&app, texts_for(&headers), &form.next, false, Some(&form.email)).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

async fn mail_page(State(app): State<Shared>, headers: HeaderMap) -> Result<Response, Error> {
    let texts = texts_for(&headers);
    let sent = sent_mail(&app).await?;
    let body = html! {
        p.page__lead { (texts.sample_mail_lead()) }
        @if sent.is_empty() { p { (texts.sample_mail_none()) } }
        @for mail in &sent {
            article.card {
                h2 { (mail.subject) }
                dl.facts {
                    dt { (texts.sample_mail_to()) } dd translate="no" { (mail.to) }
                    dt { (texts.sample_mail_at()) } dd { time { (date_time(mail.sent_at, texts.locale(), &Zone::UTC)) } }
                }
                pre.mail { (mail.text) }
            }
        }
    };
    Ok(page(texts, texts.sample_mail_title(), body))
}

async fn sent_mail(app: &App) -> Result<Vec<SentMail>, Error> {
    let (mut sent, mut zones) = (Vec::new(), HashMap::new());
    for outgoing in outbox::newest(&app.db).await? {
        // Many mails go to few people.
        let zone = match zones.entry(outgoing.recipient.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(zone_of(&app.db, &outgoing).await?),
        };
        let mail = render(&outgoing, zone, &app.settings, &app.secret)?;
        sent.push(SentMail {
            message_id: outgoing.message_id,
            to: outgoing.recipient,
            sent_at: from_millis(outgoing.created_at),
            subject: mail.subject,
            text: mail.text,
        });
    }
    Ok(sent)
}
